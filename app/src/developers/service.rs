use super::{model::*, own_data::OwnData};
use crate::{
    actor::{Actor, Role},
    error::PortalError,
    id::DeveloperId,
    page::{Page, PageRequest},
};

/// Accounts: from sign-up over approval to deletion.
#[async_trait::async_trait]
pub trait Developers: Send + Sync {
    /// Mails a confirmation link, or the owner's state where the address is known. The answer is
    /// the same either way.
    async fn sign_up(&self, actor: &Actor, new: NewDeveloper) -> Result<(), PortalError>;
    /// Mails a fresh confirmation link to who has not confirmed yet, and their state to others.
    /// Same answer for known and unknown addresses.
    async fn resend_confirmation(&self, actor: &Actor, email: &str) -> Result<(), PortalError>;
    /// Reads a mailed link without using it up; `NotFound` when expired or used.
    async fn email_proof(&self, token: &str, purpose: LinkPurpose) -> Result<EmailProof, PortalError>;
    /// Uses the confirmation link and sets the first password. Returns the state that follows:
    /// pending, or approved where developers are approved automatically.
    async fn confirm(
        &self,
        actor: &Actor,
        token: &str,
        password: &str,
    ) -> Result<DeveloperStatus, PortalError>;
    /// Mails a reset link to who has a password, and their state to others. Same answer either way.
    async fn request_password_reset(&self, actor: &Actor, email: &str) -> Result<(), PortalError>;
    /// Uses the reset link, sets the password, ends every session.
    async fn reset_password(&self, actor: &Actor, token: &str, password: &str) -> Result<(), PortalError>;
    /// Ends every session, the acting one included: the caller signs in again.
    async fn change_password(&self, actor: &Actor, current: &str, new: &str) -> Result<(), PortalError>;
    async fn own_profile(&self, actor: &Actor) -> Result<Developer, PortalError>;
    async fn rename_self(&self, actor: &Actor, full_name: &str) -> Result<Developer, PortalError>;
    /// All that is kept of the acting developer; asks for a fresh proof.
    async fn own_data(&self, actor: &Actor) -> Result<OwnData, PortalError>;
    async fn own_deletion(&self, actor: &Actor) -> Result<DeveloperDeletion, PortalError>;
    /// Deletes the acting developer with all their applications. Takes the password, or, where there is none,
    /// a browser in which they have just proved who they are.
    async fn delete_self(&self, actor: &Actor, password: &str) -> Result<(), PortalError>;

    async fn developers(
        &self,
        actor: &Actor,
        filter: DeveloperFilter,
        page: PageRequest,
    ) -> Result<Page<Developer>, PortalError>;
    async fn developer(&self, actor: &Actor, id: DeveloperId) -> Result<Developer, PortalError>;
    async fn developer_deletion(
        &self,
        actor: &Actor,
        id: DeveloperId,
    ) -> Result<DeveloperDeletion, PortalError>;
    async fn approve_developer(&self, actor: &Actor, id: DeveloperId) -> Result<Developer, PortalError>;
    async fn reject_developer(
        &self,
        actor: &Actor,
        id: DeveloperId,
        reason: &str,
    ) -> Result<Developer, PortalError>;
    /// Ends their sessions and stops the credentials of applications that only they own, at once.
    async fn revoke_developer(
        &self,
        actor: &Actor,
        id: DeveloperId,
        reason: &str,
    ) -> Result<Developer, PortalError>;
    /// Refused for the last admin. Sessions of the person end.
    async fn change_role(&self, actor: &Actor, id: DeveloperId, role: Role)
    -> Result<Developer, PortalError>;
    async fn delete_developer(&self, actor: &Actor, id: DeveloperId) -> Result<(), PortalError>;
    /// For the command line and the demo: an approved account with a password.
    async fn create_approved(
        &self,
        actor: &Actor,
        new: NewDeveloper,
        role: Role,
        password: &str,
    ) -> Result<Developer, PortalError>;
}
