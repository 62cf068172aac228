use super::model::*;
use crate::{
    actor::{Actor, SignedIn},
    error::PortalError,
    id::AccessTokenId,
};

/// Personal access tokens for the REST API.
#[async_trait::async_trait]
pub trait AccessTokens: Send + Sync {
    async fn own_access_tokens(&self, actor: &Actor) -> Result<Vec<AccessToken>, PortalError>;
    async fn issue_access_token(
        &self,
        actor: &Actor,
        new: NewAccessToken,
    ) -> Result<IssuedAccessToken, PortalError>;
    async fn revoke_access_token(&self, actor: &Actor, id: AccessTokenId) -> Result<(), PortalError>;
    /// Who a bearer token belongs to now, and what it may do.
    async fn access_token_owner(&self, secret: &str) -> Result<Option<(SignedIn, Scope)>, PortalError>;
    /// For the command line: a token for the developer with this e-mail address.
    async fn issue_access_token_for(
        &self,
        actor: &Actor,
        email: &str,
        new: NewAccessToken,
    ) -> Result<IssuedAccessToken, PortalError>;
}
