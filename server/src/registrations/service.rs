use crate::portal::Portal;
use app::registrations::*;
use app::{
    actor::Actor,
    error::PortalError,
    id::{RegistrationId, VersionId},
    page::{Page, PageRequest},
};

#[async_trait::async_trait]
impl Registrations for Portal {
    async fn application_choices(
        &self,
        _actor: &Actor,
        _version: VersionId,
    ) -> Result<Vec<ApplicationChoice>, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn request_access(
        &self,
        _actor: &Actor,
        _new: NewRegistration,
    ) -> Result<Registration, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn own_registrations(
        &self,
        _actor: &Actor,
        _application: &str,
    ) -> Result<Vec<Registration>, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn withdraw(&self, _actor: &Actor, _id: RegistrationId) -> Result<(), PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn registrations(
        &self,
        _actor: &Actor,
        _filter: RegistrationFilter,
        _page: PageRequest,
    ) -> Result<Page<Registration>, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn registration(&self, _actor: &Actor, _id: RegistrationId) -> Result<Registration, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn approve(
        &self,
        _actor: &Actor,
        _id: RegistrationId,
        _reason: &str,
    ) -> Result<Registration, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn reject(
        &self,
        _actor: &Actor,
        _id: RegistrationId,
        _reason: &str,
    ) -> Result<Registration, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn revoke(
        &self,
        _actor: &Actor,
        _id: RegistrationId,
        _reason: &str,
    ) -> Result<Registration, PortalError> {
        Err(PortalError::Unavailable)
    }
}
