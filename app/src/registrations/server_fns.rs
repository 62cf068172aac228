use super::model::*;
#[cfg(feature = "ssr")]
use crate::{
    backend::{actor, backend, respond},
    page::PageRequest,
};
use crate::{
    call::Call,
    error::PortalError,
    id::{RegistrationId, VersionId},
    page::Page,
};
use leptos::prelude::*;

/// What the wizard for a version starts from.
#[server(protocol = Call)]
pub async fn get_request_draft(product: String, version: String) -> Result<RequestDraft, PortalError> {
    respond(request_draft(&product, &version).await)
}

#[cfg(feature = "ssr")]
async fn request_draft(product: &str, version: &str) -> Result<RequestDraft, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    actor.signed_in()?;
    let version = backend.version(&actor, product, version).await?;
    let choices = backend.application_choices(&actor, version.id).await?;
    let at_once = backend.approves_at_once(&actor, version.id).await?;
    let teams = backend.own_teams(&actor).await?.teams;
    let barred = backend.why_not_request(&actor, version.id).await?;
    let registers_clients = match &version.auth_strategy {
        Some(strategy) => backend.registers_clients(&actor, strategy.id).await?,
        None => false,
    };
    Ok(RequestDraft { version, choices, teams, at_once, barred, registers_clients })
}

#[server(protocol = Call)]
pub async fn request_access(
    product: String,
    version: String,
    version_id: VersionId,
    #[server(default)] application: String,
    #[server(default)] purpose: String,
) -> Result<Registration, PortalError> {
    let new = NewRegistration { application: application.clone(), version_id, purpose };
    let registration = respond(backend()?.request_access(&actor()?, new).await)?;
    leptos_axum::redirect(&crate::paths::request_access_done(&product, &version, &application));
    Ok(registration)
}

#[server(protocol = Call)]
pub async fn list_own_registrations(application: String) -> Result<Vec<Registration>, PortalError> {
    respond(backend()?.own_registrations(&actor()?, &application).await)
}

/// Back to the application, or on to a new request where `product` and `version` name it.
#[server(protocol = Call)]
pub async fn withdraw_registration(
    id: RegistrationId,
    application: String,
    #[server(default)] product: String,
    #[server(default)] version: String,
) -> Result<(), PortalError> {
    respond(backend()?.withdraw(&actor()?, id).await)?;
    leptos_axum::redirect(&after_withdrawal(&application, &product, &version));
    Ok(())
}

#[cfg(feature = "ssr")]
fn after_withdrawal(application: &str, product: &str, version: &str) -> String {
    use crate::paths::{self, segment};
    if product.is_empty() {
        paths::application_access(&segment(application))
    } else {
        paths::request_access_confirm(&segment(product), &segment(version), application)
    }
}

/// For approvers. `status` is empty for all.
#[server(protocol = Call)]
pub async fn list_registrations(
    query: String,
    status: String,
    page: Option<u32>,
) -> Result<Page<Registration>, PortalError> {
    let filter = RegistrationFilter { query, status: RegistrationStatus::parse(&status) };
    respond(backend()?.registrations(&actor()?, filter, PageRequest::new(page, 25)).await)
}

/// For approvers.
#[server(protocol = Call)]
pub async fn get_registration(id: RegistrationId) -> Result<Registration, PortalError> {
    respond(backend()?.registration(&actor()?, id).await)
}

/// For approvers; also reinstates what was revoked.
#[server(protocol = Call)]
pub async fn approve_registration(
    id: RegistrationId,
    #[server(default)] reason: String,
) -> Result<Registration, PortalError> {
    respond(backend()?.approve(&actor()?, id, &reason).await)
}

#[server(protocol = Call)]
pub async fn reject_registration(
    id: RegistrationId,
    #[server(default)] reason: String,
) -> Result<Registration, PortalError> {
    respond(backend()?.reject(&actor()?, id, &reason).await)
}

#[server(protocol = Call)]
pub async fn revoke_registration(
    id: RegistrationId,
    #[server(default)] reason: String,
) -> Result<Registration, PortalError> {
    respond(backend()?.revoke(&actor()?, id, &reason).await)
}
