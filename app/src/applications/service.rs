use super::model::*;
use crate::{actor::Actor, error::PortalError};

/// My Apps. Another developer's application answers exactly like one that does not exist.
#[async_trait::async_trait]
pub trait Applications: Send + Sync {
    async fn own_applications(&self, actor: &Actor) -> Result<Vec<ApplicationCard>, PortalError>;
    async fn application(&self, actor: &Actor, slug: &str) -> Result<Application, PortalError>;
    async fn application_card(&self, actor: &Actor, slug: &str) -> Result<ApplicationCard, PortalError>;
    async fn create_application(
        &self,
        actor: &Actor,
        new: NewApplication,
    ) -> Result<Application, PortalError>;
    async fn update_application(
        &self,
        actor: &Actor,
        slug: &str,
        changes: ApplicationChanges,
    ) -> Result<Application, PortalError>;
    async fn application_deletion(
        &self,
        actor: &Actor,
        slug: &str,
    ) -> Result<ApplicationDeletion, PortalError>;
    /// Takes its registrations and credentials along, at once.
    async fn delete_application(&self, actor: &Actor, slug: &str) -> Result<(), PortalError>;
}
