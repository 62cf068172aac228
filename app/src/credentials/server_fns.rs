use super::model::*;
#[cfg(feature = "ssr")]
use crate::backend::{actor, backend, respond};
use crate::{call::Call, error::PortalError, id::CredentialId, usage::KeyCallers};
use leptos::prelude::*;

#[server(protocol = Call)]
pub async fn get_application_keys(application: String) -> Result<ApplicationKeys, PortalError> {
    respond(backend()?.application_keys(&actor()?, &application).await)
}

#[server(protocol = Call)]
pub async fn get_credential(
    application: String,
    id: CredentialId,
) -> Result<(ApplicationKeys, Credential), PortalError> {
    let keys = respond(backend()?.application_keys(&actor()?, &application).await)?;
    Ok((keys, respond(backend()?.credential(&actor()?, &application, id).await)?))
}

/// Who uses a key.
#[server(protocol = Call)]
pub async fn get_key_callers(application: String, id: CredentialId) -> Result<KeyCallers, PortalError> {
    respond(backend()?.key_callers(&actor()?, &application, id).await)
}

#[server(protocol = Call)]
pub async fn get_call_panels(application: String) -> Result<Vec<CallPanel>, PortalError> {
    respond(backend()?.call_panels(&actor()?, &application).await)
}

#[server(protocol = Call)]
pub async fn get_first_calls(application: String) -> Result<Vec<FirstCall>, PortalError> {
    respond(backend()?.first_calls(&actor()?, &application).await)
}

/// `expires_in_days` is empty for a key that works until it is revoked.
#[server(protocol = Call)]
pub async fn issue_credential(
    application: String,
    name: String,
    #[server(default)] expires_in_days: String,
) -> Result<IssuedCredential, PortalError> {
    let new = respond(NewCredential::from_form(name, &expires_in_days))?;
    respond(backend()?.issue_credential(&actor()?, &application, new).await)
}

#[server(protocol = Call)]
pub async fn rename_credential(
    application: String,
    id: CredentialId,
    name: String,
) -> Result<Credential, PortalError> {
    respond(backend()?.rename_credential(&actor()?, &application, id, &name).await)
}

#[server(protocol = Call)]
pub async fn rotate_credential(
    application: String,
    id: CredentialId,
    overlap: Overlap,
) -> Result<IssuedCredential, PortalError> {
    respond(backend()?.rotate_credential(&actor()?, &application, id, overlap).await)
}

#[server(protocol = Call)]
pub async fn revoke_credential(application: String, id: CredentialId) -> Result<Credential, PortalError> {
    let revoked = respond(backend()?.revoke_credential(&actor()?, &application, id).await)?;
    leptos_axum::redirect(&crate::paths::credential(&application, id));
    Ok(revoked)
}
