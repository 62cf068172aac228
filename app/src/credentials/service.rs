use super::model::*;
use crate::{actor::Actor, error::PortalError, id::CredentialId};

/// API keys of an application (named by its slug).
#[async_trait::async_trait]
pub trait Credentials: Send + Sync {
    async fn application_keys(
        &self,
        actor: &Actor,
        application: &str,
    ) -> Result<ApplicationKeys, PortalError>;
    async fn credential(
        &self,
        actor: &Actor,
        application: &str,
        id: CredentialId,
    ) -> Result<Credential, PortalError>;
    /// Refused with 20 live keys (configurable) and for applications that use OpenID Connect.
    async fn issue_credential(
        &self,
        actor: &Actor,
        application: &str,
        new: NewCredential,
    ) -> Result<IssuedCredential, PortalError>;
    async fn rename_credential(
        &self,
        actor: &Actor,
        application: &str,
        id: CredentialId,
        name: &str,
    ) -> Result<Credential, PortalError>;
    /// A new key with the same name; the old one retires after the overlap.
    async fn rotate_credential(
        &self,
        actor: &Actor,
        application: &str,
        id: CredentialId,
        overlap: Overlap,
    ) -> Result<IssuedCredential, PortalError>;
    /// From the reply on, no verdict accepts it.
    async fn revoke_credential(
        &self,
        actor: &Actor,
        application: &str,
        id: CredentialId,
    ) -> Result<Credential, PortalError>;
    /// What to call, how, and whether it would work now: one entry a registration.
    async fn call_panels(&self, actor: &Actor, application: &str) -> Result<Vec<CallPanel>, PortalError>;
    /// Only whether and when the first call arrived, for a page that waits for it.
    async fn first_calls(&self, actor: &Actor, application: &str) -> Result<Vec<FirstCall>, PortalError>;
}
