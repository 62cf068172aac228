use super::model::*;
use crate::{actor::Actor, error::PortalError, id::AuthStrategyId, identity_providers::ProviderCheck};

/// Clients that the portal registers at identity providers for developers' applications.
#[async_trait::async_trait]
pub trait ClientRegistrations: Send + Sync {
    /// For everybody who is signed in: whether an application of this strategy gets a client by itself.
    async fn registers_clients(&self, actor: &Actor, strategy: AuthStrategyId) -> Result<bool, PortalError>;
    /// Absent where the strategy has none (admin).
    async fn client_registration(
        &self,
        actor: &Actor,
        strategy: AuthStrategyId,
    ) -> Result<Option<ClientRegistration>, PortalError>;
    /// For strategies with OpenID Connect; for applications from now on (admin).
    async fn set_client_registration(
        &self,
        actor: &Actor,
        strategy: AuthStrategyId,
        new: NewClientRegistration,
    ) -> Result<ClientRegistration, PortalError>;
    /// Refused while there are clients (admin).
    async fn remove_client_registration(
        &self,
        actor: &Actor,
        strategy: AuthStrategyId,
    ) -> Result<(), PortalError>;
    /// Registers a client, changes it and removes it again (admin).
    async fn verify_client_registration(
        &self,
        actor: &Actor,
        strategy: AuthStrategyId,
    ) -> Result<ProviderCheck, PortalError>;
    /// Absent where the application has no client that the portal has registered.
    async fn application_client(
        &self,
        actor: &Actor,
        application: &str,
    ) -> Result<Option<ApplicationClient>, PortalError>;
    async fn update_application_client(
        &self,
        actor: &Actor,
        application: &str,
        changes: ClientChanges,
    ) -> Result<ChangedClient, PortalError>;
    /// The old secret stops working. With RFC 7591 the client ID is another one too.
    async fn rotate_client_secret(
        &self,
        actor: &Actor,
        application: &str,
    ) -> Result<IssuedClient, PortalError>;
}
