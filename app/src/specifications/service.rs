use super::{
    Comparison, OperationAddress, OperationDetail, OperationGroup, Reading, ReadingChoice, ReferenceOverview,
    SchemaDetail, model::*,
};
use crate::{
    actor::Actor,
    catalog::ProductVersion,
    error::PortalError,
    id::{ImportId, SpecificationId, VersionId},
};

/// Imported documents and the operations in them.
#[async_trait::async_trait]
pub trait Specifications: Send + Sync {
    /// Queues the document for reading; the answer comes at once.
    async fn import_specification(
        &self,
        actor: &Actor,
        version: VersionId,
        file_name: &str,
        source: Vec<u8>,
    ) -> Result<Import, PortalError>;
    async fn import(&self, actor: &Actor, id: ImportId) -> Result<Import, PortalError>;
    async fn specification(&self, actor: &Actor, id: SpecificationId) -> Result<Specification, PortalError>;
    /// The documents of a version, newest first (admin).
    async fn specifications(
        &self,
        actor: &Actor,
        version: VersionId,
    ) -> Result<Vec<Specification>, PortalError>;
    /// Makes a document the one that readers of its version see.
    async fn use_specification(
        &self,
        actor: &Actor,
        id: SpecificationId,
    ) -> Result<Specification, PortalError>;
    /// The current document's operations by tag; `tag` limits the rows to one group.
    async fn operations(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
        tag: Option<&str>,
    ) -> Result<Vec<OperationGroup>, PortalError>;
    /// The same for a document that is not current yet (admin's preview).
    async fn preview_operations(
        &self,
        actor: &Actor,
        id: SpecificationId,
    ) -> Result<Vec<OperationGroup>, PortalError>;
    /// What a document changes against the one that readers of its version see; absent where there is
    /// none, or where it is the same (admin's preview).
    async fn compare_specification(
        &self,
        actor: &Actor,
        id: SpecificationId,
    ) -> Result<Option<Comparison>, PortalError>;
    /// The operations whose method, path, summary or operationId contain the words, by tag.
    async fn find_operations(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
        words: &str,
    ) -> Result<Vec<OperationGroup>, PortalError>;
    /// Where published operations stand, for a map of the portal: at most `limit`.
    async fn operation_addresses(
        &self,
        actor: &Actor,
        limit: u32,
    ) -> Result<Vec<OperationAddress>, PortalError>;
    /// What the document says before its operations; empty where there is no document.
    async fn reference_overview(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
    ) -> Result<ReferenceOverview, PortalError>;
    async fn operation(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
        operation: &str,
    ) -> Result<OperationDetail, PortalError>;
    /// An operation with what stands beside it on its page.
    async fn read_operation(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
        operation: &str,
        choice: ReadingChoice,
    ) -> Result<Reading, PortalError>;
    /// One level of the schema at an address ([`SchemaLink::address`]).
    async fn schema(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
        address: &str,
    ) -> Result<SchemaDetail, PortalError>;
    /// The document as it was uploaded, with its media type.
    async fn specification_source(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
    ) -> Result<(Vec<u8>, &'static str), PortalError>;
    /// The version that the actor may read, and the document that its readers see.
    async fn current_specification(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
    ) -> Result<(ProductVersion, SpecificationId), PortalError>;
    /// That document in this syntax: as it was uploaded, or else converted.
    async fn specification_file(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
        syntax: Syntax,
    ) -> Result<Vec<u8>, PortalError>;
}
