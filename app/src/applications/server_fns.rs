use super::{model::*, owner::*};
#[cfg(feature = "ssr")]
use crate::{
    backend::{actor, backend, respond},
    client_registration::lines,
};
use crate::{call::Call, error::PortalError, id::AuthStrategyId, registrations::Registration};
use leptos::prelude::*;

#[server(protocol = Call)]
pub async fn list_own_applications() -> Result<Vec<ApplicationCard>, PortalError> {
    respond(backend()?.own_applications(&actor()?).await)
}

#[server(protocol = Call)]
pub async fn get_application(slug: String) -> Result<ApplicationCard, PortalError> {
    respond(backend()?.application_card(&actor()?, &slug).await)
}

/// An application with what it may call.
#[server(protocol = Call)]
pub async fn get_application_access(
    slug: String,
) -> Result<(ApplicationCard, Vec<Registration>), PortalError> {
    let card = respond(backend()?.application_card(&actor()?, &slug).await)?;
    Ok((card, respond(backend()?.own_registrations(&actor()?, &slug).await)?))
}

#[server(protocol = Call)]
pub async fn offer_new_application() -> Result<NewApplicationOffer, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let strategies = respond(backend.offered_auth_strategies(&actor).await)?;
    let mut registering = Vec::new();
    for strategy in &strategies {
        if respond(backend.registers_clients(&actor, strategy.id).await)? {
            registering.push(strategy.id);
        }
    }
    let teams = respond(backend.own_teams(&actor).await)?.teams;
    Ok(NewApplicationOffer { strategies, registering, teams })
}

#[server(protocol = Call)]
pub async fn create_application(
    name: String,
    #[server(default)] description: String,
    #[server(default)] reference_id: String,
    #[server(default)] auth_strategy_id: Option<AuthStrategyId>,
    #[server(default)] team: String,
    #[server(default)] redirect_uris: String,
) -> Result<CreatedApplication, PortalError> {
    let auth_strategy_id = auth_strategy_id.unwrap_or(NewApplication::NO_STRATEGY);
    let team = Some(team).filter(|team| !team.is_empty());
    let redirect_uris = lines(&redirect_uris);
    let new = NewApplication { name, description, reference_id, auth_strategy_id, team, redirect_uris };
    let created = respond(backend()?.create_application(&actor()?, new).await)?;
    // The client's secret is shown first.
    if created.client.is_none() {
        leptos_axum::redirect(&crate::paths::application(&created.application.slug));
    }
    Ok(created)
}

/// From the wizard: back into the request, with the new application selected.
#[server(protocol = Call)]
pub async fn create_application_for_version(
    product: String,
    version: String,
    name: String,
    #[server(default)] description: String,
    #[server(default)] reference_id: String,
    auth_strategy_id: AuthStrategyId,
    #[server(default)] team: String,
    #[server(default)] redirect_uris: String,
) -> Result<CreatedApplication, PortalError> {
    let team = Some(team).filter(|team| !team.is_empty());
    let redirect_uris = lines(&redirect_uris);
    let new = NewApplication { name, description, reference_id, auth_strategy_id, team, redirect_uris };
    let created = respond(backend()?.create_application(&actor()?, new).await)?;
    if created.client.is_none() {
        let slug = &created.application.slug;
        leptos_axum::redirect(&crate::paths::request_access_confirm(&product, &version, slug));
    }
    Ok(created)
}

#[server(protocol = Call)]
pub async fn update_application(
    slug: String,
    name: String,
    #[server(default)] description: String,
    #[server(default)] reference_id: String,
) -> Result<Application, PortalError> {
    let changes = ApplicationChanges { name, description, reference_id };
    let updated = respond(backend()?.update_application(&actor()?, &slug, changes).await)?;
    leptos_axum::redirect(&crate::paths::application(&updated.slug));
    Ok(updated)
}

#[server(protocol = Call)]
pub async fn preview_application_deletion(slug: String) -> Result<ApplicationDeletion, PortalError> {
    respond(backend()?.application_deletion(&actor()?, &slug).await)
}

#[server(protocol = Call)]
pub async fn delete_application(slug: String) -> Result<(), PortalError> {
    respond(backend()?.delete_application(&actor()?, &slug).await)?;
    leptos_axum::redirect(&crate::paths::applications());
    Ok(())
}

/// An application, and whom it can be handed over to.
#[server(protocol = Call)]
pub async fn list_transfer_targets(
    slug: String,
) -> Result<(ApplicationCard, Vec<TransferTarget>), PortalError> {
    let card = respond(backend()?.application_card(&actor()?, &slug).await)?;
    Ok((card, respond(backend()?.transfer_targets(&actor()?, &slug).await)?))
}

#[server(protocol = Call)]
pub async fn preview_transfer(slug: String, to: String) -> Result<TransferPreview, PortalError> {
    respond(backend()?.transfer_preview(&actor()?, &slug, NewOwner::named(&to)).await)
}

/// Back to the application, or to My Apps where the actor has lost it.
#[server(protocol = Call)]
pub async fn transfer_application(slug: String, #[server(default)] to: String) -> Result<(), PortalError> {
    let done = respond(backend()?.transfer_application(&actor()?, &slug, NewOwner::named(&to)).await)?;
    let next = if done.asker_loses { crate::paths::applications() } else { crate::paths::application(&slug) };
    leptos_axum::redirect(&next);
    Ok(())
}
