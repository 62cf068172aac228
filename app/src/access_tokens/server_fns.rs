use super::model::*;
#[cfg(feature = "ssr")]
use crate::backend::{actor, backend, respond};
use crate::{call::Call, error::PortalError, id::AccessTokenId, identity_providers::OwnSignInMethods};
use leptos::prelude::*;

#[server(protocol = Call)]
pub async fn list_access_tokens() -> Result<Vec<AccessToken>, PortalError> {
    respond(backend()?.own_access_tokens(&actor()?).await)
}

/// And whether a new one may be shown now.
#[server(protocol = Call)]
pub async fn get_access_tokens_and_methods() -> Result<(Vec<AccessToken>, OwnSignInMethods), PortalError> {
    let tokens = respond(backend()?.own_access_tokens(&actor()?).await)?;
    Ok((tokens, respond(backend()?.own_sign_in_methods(&actor()?).await)?))
}

/// `expires_in_days` empty or 0: until revoked.
#[server(protocol = Call)]
pub async fn issue_access_token(
    name: String,
    scope: Scope,
    #[server(default)] expires_in_days: u32,
) -> Result<IssuedAccessToken, PortalError> {
    let expires_in_days = (expires_in_days > 0).then_some(expires_in_days);
    respond(backend()?.issue_access_token(&actor()?, NewAccessToken { name, scope, expires_in_days }).await)
}

#[server(protocol = Call)]
pub async fn revoke_access_token(id: AccessTokenId) -> Result<(), PortalError> {
    respond(backend()?.revoke_access_token(&actor()?, id).await)?;
    leptos_axum::redirect(&crate::paths::account_tokens());
    Ok(())
}
