use super::model::*;
use crate::{
    actor::Actor,
    error::PortalError,
    page::{Page, PageRequest},
};

/// Reading the trail (admin).
#[async_trait::async_trait]
pub trait Audit: Send + Sync {
    /// Newest first; `query` matches actor, action and object.
    async fn audit_events(
        &self,
        actor: &Actor,
        query: &str,
        page: PageRequest,
    ) -> Result<Page<AuditEvent>, PortalError>;
}
