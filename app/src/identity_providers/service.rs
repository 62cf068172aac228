use super::{model::*, settings::*};
use crate::{actor::Actor, error::PortalError, id::IdentityProviderId};

/// Identity providers that people sign in with. The sign-in itself is the server's own matter: it
/// begins and ends with a redirect, not with a page of the portal.
#[async_trait::async_trait]
pub trait IdentityProviders: Send + Sync {
    /// For everybody: what the sign-in page offers.
    async fn sign_in_options(&self) -> Result<SignInOptions, PortalError>;
    async fn identity_providers(&self, actor: &Actor) -> Result<Vec<IdentityProvider>, PortalError>;
    async fn identity_provider(
        &self,
        actor: &Actor,
        id: IdentityProviderId,
    ) -> Result<IdentityProvider, PortalError>;
    /// Who has signed in with it, last ones first; at most 200.
    async fn identities_of(
        &self,
        actor: &Actor,
        id: IdentityProviderId,
    ) -> Result<Vec<Identity>, PortalError>;
    async fn create_identity_provider(
        &self,
        actor: &Actor,
        new: NewIdentityProvider,
    ) -> Result<IdentityProvider, PortalError>;
    /// The last enabled provider cannot be switched off while signing in with one is required.
    async fn update_identity_provider(
        &self,
        actor: &Actor,
        id: IdentityProviderId,
        new: NewIdentityProvider,
    ) -> Result<IdentityProvider, PortalError>;
    async fn identity_provider_deletion(
        &self,
        actor: &Actor,
        id: IdentityProviderId,
    ) -> Result<ProviderDeletion, PortalError>;
    /// With the identities it vouched for and their sessions; accounts stay.
    async fn delete_identity_provider(
        &self,
        actor: &Actor,
        id: IdentityProviderId,
    ) -> Result<(), PortalError>;
    /// Asks the provider for all that a sign-in needs, up to the point where a person is needed.
    async fn test_identity_provider(
        &self,
        actor: &Actor,
        id: IdentityProviderId,
    ) -> Result<ProviderCheck, PortalError>;
    async fn own_sign_in_methods(&self, actor: &Actor) -> Result<OwnSignInMethods, PortalError>;
}
