use super::model::*;
#[cfg(feature = "ssr")]
use crate::backend::{actor, backend, respond};
use crate::{call::Call, error::PortalError, id::AuthStrategyId};
use leptos::prelude::*;

#[server(protocol = Call)]
pub async fn list_auth_strategies() -> Result<Vec<AuthStrategy>, PortalError> {
    respond(backend()?.auth_strategies(&actor()?).await)
}

#[server(protocol = Call)]
pub async fn get_auth_strategy(id: AuthStrategyId) -> Result<AuthStrategy, PortalError> {
    respond(backend()?.auth_strategy(&actor()?, id).await)
}

#[server(protocol = Call)]
pub async fn get_auth_strategy_and_uses(
    id: AuthStrategyId,
) -> Result<(AuthStrategy, Vec<StrategyUse>), PortalError> {
    let strategy = respond(backend()?.auth_strategy(&actor()?, id).await)?;
    Ok((strategy, respond(backend()?.auth_strategy_uses(&actor()?, id).await)?))
}

/// Lists are one entry a line.
#[server(protocol = Call)]
pub async fn create_auth_strategy(
    name: String,
    kind: StrategyKind,
    #[server(default)] header_names: String,
    #[server(default)] issuer: String,
    #[server(default)] credential_claims: String,
    #[server(default)] audiences: String,
    #[server(default)] scopes: String,
    #[server(default)] auth_methods: Vec<String>,
) -> Result<AuthStrategy, PortalError> {
    let settings = StrategySettings::from_form(
        kind,
        &header_names,
        &issuer,
        &credential_claims,
        &audiences,
        &scopes,
        auth_methods,
    );
    let created =
        respond(backend()?.create_auth_strategy(&actor()?, NewAuthStrategy { name, settings }).await)?;
    leptos_axum::redirect(&crate::paths::admin_auth_strategies());
    Ok(created)
}

#[server(protocol = Call)]
pub async fn update_auth_strategy(
    id: AuthStrategyId,
    name: String,
    kind: StrategyKind,
    #[server(default)] header_names: String,
    #[server(default)] issuer: String,
    #[server(default)] credential_claims: String,
    #[server(default)] audiences: String,
    #[server(default)] scopes: String,
    #[server(default)] auth_methods: Vec<String>,
) -> Result<AuthStrategy, PortalError> {
    let settings = StrategySettings::from_form(
        kind,
        &header_names,
        &issuer,
        &credential_claims,
        &audiences,
        &scopes,
        auth_methods,
    );
    let updated =
        respond(backend()?.update_auth_strategy(&actor()?, id, NewAuthStrategy { name, settings }).await)?;
    leptos_axum::redirect(&crate::paths::admin_auth_strategies());
    Ok(updated)
}

#[server(protocol = Call)]
pub async fn delete_auth_strategy(id: AuthStrategyId) -> Result<(), PortalError> {
    respond(backend()?.delete_auth_strategy(&actor()?, id).await)?;
    leptos_axum::redirect(&crate::paths::admin_auth_strategies());
    Ok(())
}
