//! A bridge of the portal's owner, by the contract that bridges for Kong Konnect's portal follow: any 2xx is
//! a yes, refusals are `{error, error_description}`.
use super::{
    CLIENT_ID_MAX, Made, NotMade, Registrar, SECRET_MAX, Wanted, ask, is_gone, made, not_made, refused, text,
};
use crate::outbound::Outbound;
use app::paths::segment;
use http::Method;
use serde_json::{Value, json};

fn key(registrar: &Registrar) -> Option<(&'static str, String)> {
    registrar.secret.clone().map(|key| ("x-api-key", key))
}

pub async fn create(registrar: &Registrar, outbound: &Outbound, wanted: &Wanted) -> Result<Made, NotMade> {
    let endpoint = format!("{}/", registrar.endpoint);
    let about = &wanted.about;
    let body = json!({
        "redirect_uris": wanted.redirect_uris,
        "client_name": wanted.name,
        "grant_types": wanted.grant_types,
        "scopes": wanted.scopes,
        "token_endpoint_auth_method": "client_secret_basic",
        "application_description": wanted.description,
        "portal_id": about.portal,
        "organization_id": about.portal,
        "developer_id": about.developer,
        "auth_strategy_id": about.auth_strategy,
        "dcr_provider_id": about.auth_strategy,
    });
    let answer = ask(outbound, Method::POST, &endpoint, key(registrar), Some(body)).await;
    let answer = made(&endpoint, answer.map_err(|failure| not_made(&endpoint, failure))?)?;
    match (text(&answer, "client_id", CLIENT_ID_MAX), text(&answer, "client_secret", SECRET_MAX)) {
        (Some(client_id), Some(client_secret)) => Ok(Made { client_id, client_secret, management: None }),
        (Some(client_id), None) => Err(NotMade::Unclear {
            why: format!("the answer of {endpoint} lacks a usable client_secret"),
            left: Some(Made { client_id, client_secret: String::new(), management: None }),
        }),
        (None, _) => Err(NotMade::Unclear {
            why: format!("the answer of {endpoint} lacks a usable client_id"),
            left: None,
        }),
    }
}

pub async fn update(
    registrar: &Registrar,
    outbound: &Outbound,
    client_id: &str,
    wanted: &Wanted,
) -> Result<(), String> {
    let about = &wanted.about;
    let body = json!({
        "event_type": "update_application",
        "client_id": client_id,
        "application_id": about.application,
        "application_name": wanted.name,
        "application_description": wanted.description,
        "portal_id": about.portal,
        "organization_id": about.portal,
        "developer_id": about.developer,
        "auth_strategy_id": about.auth_strategy,
        "dcr_provider_id": about.auth_strategy,
        "redirect_uris": wanted.redirect_uris,
    });
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
    text(&answer, "client_secret", SECRET_MAX)
        .ok_or_else(|| "its answer lacks a usable client_secret".to_owned())
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
    let endpoint = format!("{}/{path}", registrar.endpoint);
    let removes = method == Method::DELETE;
    let answer = ask(outbound, method, &endpoint, key(registrar), body).await;
    let answer = answer.map_err(|failure| format!("{endpoint} cannot be reached: {failure}"))?;
    if answer.status().is_success() || removes && is_gone(answer.status()) {
        return Ok(serde_json::from_slice(answer.body()).unwrap_or_default());
    }
    Err(refused(&endpoint, &answer))
}
