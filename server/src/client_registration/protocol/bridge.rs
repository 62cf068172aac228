//! A bridge of the portal's owner, by the contract that bridges for Kong Konnect's portal follow: any 2xx is
//! a yes, refusals are `{error, error_description}`.
use super::{
    About, Made, NotMade, Registrar, SECRET_MAX, Wanted, create_at,
    exchange::{self, Proof, needed},
    id_and_secret,
};
use crate::outbound::Outbound;
use app::{id::VersionId, paths::segment};
use http::Method;
use serde_json::{Value, json};

fn key(registrar: &Registrar) -> Option<Proof> {
    registrar.secret.clone().map(|key| ("x-api-key", key))
}

/// What stands in every body.
fn ours(wanted: &Wanted) -> Value {
    let About { portal, developer, auth_strategy, .. } = &wanted.about;
    json!({
        "application_description": wanted.description,
        "portal_id": portal,
        "organization_id": portal,
        "developer_id": developer,
        "auth_strategy_id": auth_strategy,
        "dcr_provider_id": auth_strategy,
    })
}

/// An object, and more members for it.
fn with(mut object: Value, more: Value) -> Value {
    if let (Some(own), Value::Object(more)) = (object.as_object_mut(), more) {
        own.extend(more);
    }
    object
}

pub async fn create(registrar: &Registrar, outbound: &Outbound, wanted: &Wanted) -> Result<Made, NotMade> {
    let endpoint = format!("{}/", registrar.endpoint);
    let client = json!({
        "client_name": wanted.name,
        "redirect_uris": wanted.redirect_uris,
        "grant_types": wanted.grant_types,
        "scopes": wanted.scopes,
        "token_endpoint_auth_method": "client_secret_basic",
    });
    let body = with(ours(wanted), client);
    id_and_secret(&endpoint, &create_at(outbound, &endpoint, key(registrar), body).await?)
}

pub async fn update(
    registrar: &Registrar,
    outbound: &Outbound,
    client_id: &str,
    wanted: &Wanted,
) -> Result<(), String> {
    let more = json!({ "redirect_uris": wanted.redirect_uris });
    tell(registrar, outbound, client_id, wanted, "update_application", more).await
}

/// That the client may call this version of a product now, or may not any more.
pub async fn tell_of_access(
    registrar: &Registrar,
    outbound: &Outbound,
    client_id: &str,
    wanted: &Wanted,
    version: VersionId,
    may_call: bool,
) -> Result<(), String> {
    let event = if may_call { "add_registration" } else { "remove_registration" };
    let mut more = json!({ "api_product_version_id": version });
    if let Some(audience) = registrar.audiences.first() {
        more["audience"] = json!(audience);
    }
    tell(registrar, outbound, client_id, wanted, event, more).await
}

async fn tell(
    registrar: &Registrar,
    outbound: &Outbound,
    client_id: &str,
    wanted: &Wanted,
    event: &str,
    more: Value,
) -> Result<(), String> {
    let about = json!({
        "event_type": event,
        "client_id": client_id,
        "application_id": wanted.about.application,
        "application_name": wanted.name,
    });
    let body = with(with(ours(wanted), about), more);
    say(registrar, outbound, Method::POST, &format!("{}/event-hook", segment(client_id)), Some(body))
        .await
        .map(drop)
}

pub async fn new_secret(
    registrar: &Registrar,
    outbound: &Outbound,
    client_id: &str,
) -> Result<String, String> {
    let path = format!("{}/new-secret", segment(client_id));
    let answer = say(registrar, outbound, Method::POST, &path, Some(json!({}))).await?;
    needed(&answer, "client_secret", SECRET_MAX)
}

pub async fn remove(registrar: &Registrar, outbound: &Outbound, client_id: &str) -> Result<(), String> {
    say(registrar, outbound, Method::DELETE, &segment(client_id), None).await.map(drop)
}

async fn say(
    registrar: &Registrar,
    outbound: &Outbound,
    method: Method,
    path: &str,
    body: Option<Value>,
) -> Result<Value, String> {
    let address = format!("{}/{path}", registrar.endpoint);
    exchange::say(outbound, method, &address, key(registrar), body).await
}
