//! Okta's dynamic client registration: near to RFC 7591, managed with the organisation's API token. What scopes a
//! client gets is said by the access policies of the authorization server, not here.
use super::{
    Made, NotMade, Registrar, SECRET_MAX, Wanted, create_at,
    exchange::{Proof, needed, say},
    id_and_secret,
};
use crate::outbound::Outbound;
use app::paths::segment;
use http::Method;
use serde_json::{Value, json};

fn proof(registrar: &Registrar) -> Option<Proof> {
    registrar.secret.as_deref().map(|token| ("authorization", format!("SSWS {token}")))
}

fn client(wanted: &Wanted) -> Value {
    let (application_type, response_type) =
        if wanted.signs_people_in() { ("web", "code") } else { ("service", "token") };
    json!({
        "client_name": wanted.name,
        "application_type": application_type,
        "redirect_uris": wanted.redirect_uris,
        "response_types": [response_type],
        "grant_types": wanted.grant_types,
        "token_endpoint_auth_method": "client_secret_basic",
    })
}

fn address(registrar: &Registrar, client_id: &str) -> String {
    format!("{}/{}", registrar.endpoint, segment(client_id))
}

pub async fn create(registrar: &Registrar, outbound: &Outbound, wanted: &Wanted) -> Result<Made, NotMade> {
    let endpoint = &registrar.endpoint;
    id_and_secret(endpoint, &create_at(outbound, endpoint, proof(registrar), client(wanted)).await?)
}

pub async fn update(
    registrar: &Registrar,
    outbound: &Outbound,
    client_id: &str,
    wanted: &Wanted,
) -> Result<(), String> {
    let mut body = client(wanted);
    body["client_id"] = json!(client_id);
    let address = address(registrar, client_id);
    say(outbound, Method::PUT, &address, proof(registrar), Some(body)).await.map(drop)
}

pub async fn new_secret(
    registrar: &Registrar,
    outbound: &Outbound,
    client_id: &str,
) -> Result<String, String> {
    let address = format!("{}/lifecycle/newSecret", address(registrar, client_id));
    let answer = say(outbound, Method::POST, &address, proof(registrar), Some(json!({}))).await?;
    needed(&answer, "client_secret", SECRET_MAX)
}

pub async fn remove(registrar: &Registrar, outbound: &Outbound, client_id: &str) -> Result<(), String> {
    let address = address(registrar, client_id);
    say(outbound, Method::DELETE, &address, proof(registrar), None).await.map(drop)
}
