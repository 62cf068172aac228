use super::model::*;
use crate::{actor::Actor, error::PortalError, page::PageRequest};

/// Finds what the actor may see: products, versions, operations and documents.
#[async_trait::async_trait]
pub trait Search: Send + Sync {
    /// Ranked; an empty search finds nothing.
    async fn search(
        &self,
        actor: &Actor,
        filter: SearchFilter,
        page: PageRequest,
    ) -> Result<SearchAnswer, PortalError>;
}
