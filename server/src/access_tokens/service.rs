use crate::portal::Portal;
use app::access_tokens::*;
use app::{
    actor::{Actor, SignedIn},
    error::PortalError,
    id::AccessTokenId,
};

#[async_trait::async_trait]
impl AccessTokens for Portal {
    async fn own_access_tokens(&self, _actor: &Actor) -> Result<Vec<AccessToken>, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn issue_access_token(
        &self,
        _actor: &Actor,
        _new: NewAccessToken,
    ) -> Result<IssuedAccessToken, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn revoke_access_token(&self, _actor: &Actor, _id: AccessTokenId) -> Result<(), PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn access_token_owner(&self, _secret: &str) -> Result<Option<(SignedIn, Scope)>, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn issue_access_token_for(
        &self,
        _actor: &Actor,
        _email: &str,
        _new: NewAccessToken,
    ) -> Result<IssuedAccessToken, PortalError> {
        Err(PortalError::Unavailable)
    }
}
