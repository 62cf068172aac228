use crate::portal::Portal;
use app::developers::*;
use app::{
    actor::{Actor, Role},
    error::PortalError,
    id::DeveloperId,
    page::{Page, PageRequest},
};

#[async_trait::async_trait]
impl Developers for Portal {
    async fn sign_up(&self, _actor: &Actor, _new: NewDeveloper) -> Result<(), PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn email_proof(&self, _token: &str) -> Result<EmailProof, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn confirm(
        &self,
        _actor: &Actor,
        _token: &str,
        _password: &str,
    ) -> Result<DeveloperStatus, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn request_password_reset(&self, _actor: &Actor, _email: &str) -> Result<(), PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn reset_password(&self, _actor: &Actor, _token: &str, _password: &str) -> Result<(), PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn change_password(&self, _actor: &Actor, _current: &str, _new: &str) -> Result<(), PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn own_profile(&self, _actor: &Actor) -> Result<Developer, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn rename_self(&self, _actor: &Actor, _full_name: &str) -> Result<Developer, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn own_deletion(&self, _actor: &Actor) -> Result<DeveloperDeletion, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn delete_self(&self, _actor: &Actor, _password: &str) -> Result<(), PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn developers(
        &self,
        _actor: &Actor,
        _filter: DeveloperFilter,
        _page: PageRequest,
    ) -> Result<Page<Developer>, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn developer(&self, _actor: &Actor, _id: DeveloperId) -> Result<Developer, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn developer_deletion(
        &self,
        _actor: &Actor,
        _id: DeveloperId,
    ) -> Result<DeveloperDeletion, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn approve_developer(&self, _actor: &Actor, _id: DeveloperId) -> Result<Developer, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn reject_developer(
        &self,
        _actor: &Actor,
        _id: DeveloperId,
        _reason: &str,
    ) -> Result<Developer, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn revoke_developer(
        &self,
        _actor: &Actor,
        _id: DeveloperId,
        _reason: &str,
    ) -> Result<Developer, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn change_role(
        &self,
        _actor: &Actor,
        _id: DeveloperId,
        _role: Role,
    ) -> Result<Developer, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn delete_developer(&self, _actor: &Actor, _id: DeveloperId) -> Result<(), PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn create_approved(
        &self,
        _actor: &Actor,
        _new: NewDeveloper,
        _role: Role,
        _password: &str,
    ) -> Result<Developer, PortalError> {
        Err(PortalError::Unavailable)
    }
}
