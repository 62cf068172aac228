use crate::portal::Portal;
use app::specifications::*;
use app::{
    actor::Actor,
    error::PortalError,
    id::{ImportId, SpecificationId, VersionId},
};

#[async_trait::async_trait]
impl Specifications for Portal {
    async fn import_specification(
        &self,
        _actor: &Actor,
        _version: VersionId,
        _file_name: &str,
        _source: Vec<u8>,
    ) -> Result<Import, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn import(&self, _actor: &Actor, _id: ImportId) -> Result<Import, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn specification(
        &self,
        _actor: &Actor,
        _id: SpecificationId,
    ) -> Result<Specification, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn specifications(
        &self,
        _actor: &Actor,
        _version: VersionId,
    ) -> Result<Vec<Specification>, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn use_specification(
        &self,
        _actor: &Actor,
        _id: SpecificationId,
    ) -> Result<Specification, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn operations(
        &self,
        _actor: &Actor,
        _product: &str,
        _version: &str,
        _tag: Option<&str>,
    ) -> Result<Vec<OperationGroup>, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn preview_operations(
        &self,
        _actor: &Actor,
        _id: SpecificationId,
    ) -> Result<Vec<OperationGroup>, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn operation(
        &self,
        _actor: &Actor,
        _product: &str,
        _version: &str,
        _operation: &str,
    ) -> Result<OperationDetail, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn specification_source(
        &self,
        _actor: &Actor,
        _product: &str,
        _version: &str,
    ) -> Result<(Vec<u8>, &'static str), PortalError> {
        Err(PortalError::Unavailable)
    }
}
