use super::model::*;
use crate::{
    actor::Actor,
    error::PortalError,
    page::{Page, PageRequest},
};

/// What waits for an approver. Who decides on one thing alone uses the slice that owns it.
#[async_trait::async_trait]
pub trait Approvals: Send + Sync {
    /// Longest waiting first.
    async fn inbox(&self, actor: &Actor, page: PageRequest) -> Result<Page<InboxItem>, PortalError>;
    /// How many wait.
    async fn waiting(&self, actor: &Actor) -> Result<u64, PortalError>;
    /// Decides on each by itself: what fails for one leaves the others decided.
    async fn decide_together(
        &self,
        actor: &Actor,
        decision: InboxDecision,
    ) -> Result<Vec<InboxOutcome>, PortalError>;
}
