use super::model::*;
#[cfg(feature = "ssr")]
use super::settings::*;
#[cfg(feature = "ssr")]
use crate::backend::{actor, backend, respond};
use crate::{call::Call, error::PortalError, id::IdentityProviderId};
use leptos::prelude::*;

#[server(protocol = Call)]
pub async fn get_sign_in_options() -> Result<SignInOptions, PortalError> {
    respond(backend()?.sign_in_options().await)
}

#[server(protocol = Call)]
pub async fn list_identity_providers() -> Result<Vec<IdentityProvider>, PortalError> {
    respond(backend()?.identity_providers(&actor()?).await)
}

/// And who has signed in with it.
#[server(protocol = Call)]
pub async fn get_identity_provider(
    id: IdentityProviderId,
) -> Result<(IdentityProvider, Vec<Identity>), PortalError> {
    let provider = respond(backend()?.identity_provider(&actor()?, id).await)?;
    Ok((provider, respond(backend()?.identities_of(&actor()?, id).await)?))
}

#[server(protocol = Call)]
pub async fn preview_identity_provider_deletion(
    id: IdentityProviderId,
) -> Result<ProviderDeletion, PortalError> {
    respond(backend()?.identity_provider_deletion(&actor()?, id).await)
}

/// Lists are one entry a line; `options` are the names of the switches that are on.
#[server(protocol = Call)]
pub async fn create_identity_provider(
    name: String,
    #[server(default)] issuer: String,
    #[server(default)] client_id: String,
    #[server(default)] client_secret: String,
    #[server(default)] scopes: String,
    #[server(default)] name_claim: String,
    #[server(default)] email_claim: String,
    #[server(default)] groups_claim: String,
    #[server(default)] approved_domains: String,
    #[server(default)] options: Vec<String>,
) -> Result<IdentityProvider, PortalError> {
    let ticked = |option: &str| options.iter().any(|own| own == option);
    let settings = ProviderSettings {
        name,
        issuer,
        client_id,
        scopes: entries(&scopes),
        name_claim,
        email_claim,
        groups_claim,
        missing_groups_mean_none: ticked("missing_groups_mean_none"),
        trusts_email: ticked("trusts_email"),
        admits_new: ticked("admits_new"),
        auto_approve: ticked("auto_approve"),
        approved_domains: entries(&approved_domains),
        enabled: ticked("enabled"),
    };
    let new = NewIdentityProvider { settings, client_secret };
    let created = respond(backend()?.create_identity_provider(&actor()?, new).await)?;
    leptos_axum::redirect(&crate::paths::admin_identity_provider(created.id));
    Ok(created)
}

#[server(protocol = Call)]
pub async fn update_identity_provider(
    id: IdentityProviderId,
    name: String,
    #[server(default)] issuer: String,
    #[server(default)] client_id: String,
    #[server(default)] client_secret: String,
    #[server(default)] scopes: String,
    #[server(default)] name_claim: String,
    #[server(default)] email_claim: String,
    #[server(default)] groups_claim: String,
    #[server(default)] approved_domains: String,
    #[server(default)] options: Vec<String>,
) -> Result<IdentityProvider, PortalError> {
    let ticked = |option: &str| options.iter().any(|own| own == option);
    let settings = ProviderSettings {
        name,
        issuer,
        client_id,
        scopes: entries(&scopes),
        name_claim,
        email_claim,
        groups_claim,
        missing_groups_mean_none: ticked("missing_groups_mean_none"),
        trusts_email: ticked("trusts_email"),
        admits_new: ticked("admits_new"),
        auto_approve: ticked("auto_approve"),
        approved_domains: entries(&approved_domains),
        enabled: ticked("enabled"),
    };
    let new = NewIdentityProvider { settings, client_secret };
    respond(backend()?.update_identity_provider(&actor()?, id, new).await)
}

#[server(protocol = Call)]
pub async fn delete_identity_provider(id: IdentityProviderId) -> Result<(), PortalError> {
    respond(backend()?.delete_identity_provider(&actor()?, id).await)?;
    leptos_axum::redirect(&crate::paths::admin_identity_providers());
    Ok(())
}

#[server(protocol = Call)]
pub async fn test_identity_provider(id: IdentityProviderId) -> Result<ProviderCheck, PortalError> {
    respond(backend()?.test_identity_provider(&actor()?, id).await)
}
