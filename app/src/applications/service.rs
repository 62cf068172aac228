use super::{model::*, owner::*};
use crate::{actor::Actor, error::PortalError};

/// My Apps: a developer's own applications and those of their teams. Others answer exactly like ones
/// that do not exist.
#[async_trait::async_trait]
pub trait Applications: Send + Sync {
    async fn own_applications(&self, actor: &Actor) -> Result<Vec<ApplicationCard>, PortalError>;
    async fn application(&self, actor: &Actor, slug: &str) -> Result<Application, PortalError>;
    async fn application_card(&self, actor: &Actor, slug: &str) -> Result<ApplicationCard, PortalError>;
    /// With its client at the identity provider, where the strategy says so.
    async fn create_application(
        &self,
        actor: &Actor,
        new: NewApplication,
    ) -> Result<CreatedApplication, PortalError>;
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
    /// Whom it can be handed over to: teams of the actor's, and members of the team that owns it.
    async fn transfer_targets(&self, actor: &Actor, slug: &str) -> Result<Vec<TransferTarget>, PortalError>;
    async fn transfer_preview(
        &self,
        actor: &Actor,
        slug: &str,
        to: NewOwner,
    ) -> Result<TransferPreview, PortalError>;
    /// Keys, access and pending requests go along.
    async fn transfer_application(
        &self,
        actor: &Actor,
        slug: &str,
        to: NewOwner,
    ) -> Result<TransferPreview, PortalError>;
}
