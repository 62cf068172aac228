use crate::portal::Portal;
use app::credentials::*;
use app::{actor::Actor, error::PortalError, id::CredentialId};

#[async_trait::async_trait]
impl Credentials for Portal {
    async fn credentials(&self, _actor: &Actor, _application: &str) -> Result<Vec<Credential>, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn issue_credential(
        &self,
        _actor: &Actor,
        _application: &str,
        _new: NewCredential,
    ) -> Result<IssuedCredential, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn rename_credential(
        &self,
        _actor: &Actor,
        _application: &str,
        _id: CredentialId,
        _name: &str,
    ) -> Result<Credential, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn rotate_credential(
        &self,
        _actor: &Actor,
        _application: &str,
        _id: CredentialId,
        _overlap: Overlap,
    ) -> Result<IssuedCredential, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn revoke_credential(
        &self,
        _actor: &Actor,
        _application: &str,
        _id: CredentialId,
    ) -> Result<Credential, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn call_panels(&self, _actor: &Actor, _application: &str) -> Result<Vec<CallPanel>, PortalError> {
        Err(PortalError::Unavailable)
    }
}
