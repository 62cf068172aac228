use crate::portal::Portal;
use app::applications::*;
use app::{actor::Actor, error::PortalError};

#[async_trait::async_trait]
impl Applications for Portal {
    async fn own_applications(&self, _actor: &Actor) -> Result<Vec<ApplicationCard>, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn application(&self, _actor: &Actor, _slug: &str) -> Result<Application, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn create_application(
        &self,
        _actor: &Actor,
        _new: NewApplication,
    ) -> Result<Application, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn update_application(
        &self,
        _actor: &Actor,
        _slug: &str,
        _changes: ApplicationChanges,
    ) -> Result<Application, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn application_deletion(
        &self,
        _actor: &Actor,
        _slug: &str,
    ) -> Result<ApplicationDeletion, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn delete_application(&self, _actor: &Actor, _slug: &str) -> Result<(), PortalError> {
        Err(PortalError::Unavailable)
    }
}
