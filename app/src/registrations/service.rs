use super::model::*;
use crate::{
    actor::Actor,
    error::PortalError,
    id::{RegistrationId, VersionId},
    page::{Page, PageRequest},
};

/// Who may call what: requested by developers, decided by approvers.
#[async_trait::async_trait]
pub trait Registrations: Send + Sync {
    /// The developer's applications as the wizard offers them for this version.
    async fn application_choices(
        &self,
        actor: &Actor,
        version: VersionId,
    ) -> Result<Vec<ApplicationChoice>, PortalError>;
    /// Whether a request made now would be approved at once: what the wizard tells beforehand.
    /// Why neither the actor nor a team of theirs can ask for this version's product; absent where somebody can.
    async fn why_not_request(&self, actor: &Actor, version: VersionId)
    -> Result<Option<String>, PortalError>;
    async fn approves_at_once(&self, actor: &Actor, version: VersionId) -> Result<bool, PortalError>;
    /// Approved at once where the portal or the version says so, else pending.
    async fn request_access(&self, actor: &Actor, new: NewRegistration) -> Result<Registration, PortalError>;
    async fn own_registrations(
        &self,
        actor: &Actor,
        application: &str,
    ) -> Result<Vec<Registration>, PortalError>;
    async fn withdraw(&self, actor: &Actor, id: RegistrationId) -> Result<(), PortalError>;

    async fn registrations(
        &self,
        actor: &Actor,
        filter: RegistrationFilter,
        page: PageRequest,
    ) -> Result<Page<Registration>, PortalError>;
    async fn registration(&self, actor: &Actor, id: RegistrationId) -> Result<Registration, PortalError>;
    async fn approve(
        &self,
        actor: &Actor,
        id: RegistrationId,
        reason: &str,
    ) -> Result<Registration, PortalError>;
    async fn reject(
        &self,
        actor: &Actor,
        id: RegistrationId,
        reason: &str,
    ) -> Result<Registration, PortalError>;
    async fn revoke(
        &self,
        actor: &Actor,
        id: RegistrationId,
        reason: &str,
    ) -> Result<Registration, PortalError>;
}
