use super::model::*;
#[cfg(feature = "ssr")]
use crate::backend::{actor, backend, respond};
use crate::{
    auth_strategies::AuthStrategy, call::Call, error::PortalError, id::AuthStrategyId,
    identity_providers::ProviderCheck,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A strategy, and how its clients come about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StrategyRegistration {
    pub strategy: AuthStrategy,
    pub registration: Option<ClientRegistration>,
}

/// For admins.
#[server(protocol = Call)]
pub async fn get_client_registration(id: AuthStrategyId) -> Result<StrategyRegistration, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let strategy = respond(backend.auth_strategy(&actor, id).await)?;
    let registration = respond(backend.client_registration(&actor, id).await)?;
    Ok(StrategyRegistration { strategy, registration })
}

/// For admins. Scopes are one a line.
#[server(protocol = Call)]
pub async fn set_client_registration(
    id: AuthStrategyId,
    kind: RegistrationKind,
    #[server(default)] endpoint: String,
    #[server(default)] client_id: String,
    #[server(default)] secret: String,
    #[server(default)] scopes: String,
) -> Result<ClientRegistration, PortalError> {
    let settings = RegistrationSettings { kind, endpoint, client_id, scopes: lines(&scopes) };
    let new = NewClientRegistration { settings, secret };
    respond(backend()?.set_client_registration(&actor()?, id, new).await)
}

/// For admins.
#[server(protocol = Call)]
pub async fn remove_client_registration(id: AuthStrategyId) -> Result<(), PortalError> {
    respond(backend()?.remove_client_registration(&actor()?, id).await)
}

/// For admins.
#[server(protocol = Call)]
pub async fn verify_client_registration(id: AuthStrategyId) -> Result<ProviderCheck, PortalError> {
    respond(backend()?.verify_client_registration(&actor()?, id).await)
}

#[server(protocol = Call)]
pub async fn get_application_client(application: String) -> Result<Option<ApplicationClient>, PortalError> {
    respond(backend()?.application_client(&actor()?, &application).await)
}

/// Redirect URIs are one a line.
#[server(protocol = Call)]
pub async fn update_application_client(
    application: String,
    #[server(default)] redirect_uris: String,
    #[server(default)] scopes: Vec<String>,
) -> Result<ChangedClient, PortalError> {
    let changes = ClientChanges { redirect_uris: lines(&redirect_uris), scopes };
    respond(backend()?.update_application_client(&actor()?, &application, changes).await)
}

#[server(protocol = Call)]
pub async fn rotate_client_secret(application: String) -> Result<IssuedClient, PortalError> {
    respond(backend()?.rotate_client_secret(&actor()?, &application).await)
}
