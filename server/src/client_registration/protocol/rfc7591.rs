//! Dynamic client registration (RFC 7591) and its management (RFC 7592).
use super::{
    CLIENT_ID_MAX, Made, Management, NotMade, Registrar, SECRET_MAX, Wanted, ask, is_gone, made, not_made,
    refused, text,
};
use crate::{identity_providers::policy::is_fit, outbound::Outbound};
use http::{Method, StatusCode};
use serde_json::{Value, json};

fn bearer(token: &str) -> (&'static str, String) {
    ("authorization", format!("Bearer {token}"))
}

fn metadata(wanted: &Wanted) -> Value {
    let signs_people_in = wanted.grant_types.contains(&"authorization_code");
    let mut metadata = json!({
        "client_name": wanted.name,
        "redirect_uris": wanted.redirect_uris,
        "grant_types": wanted.grant_types,
        "response_types": if signs_people_in { vec!["code"] } else { Vec::new() },
        "token_endpoint_auth_method": "client_secret_basic",
    });
    if !wanted.scopes.is_empty() {
        metadata["scope"] = json!(wanted.scopes.join(" "));
    }
    metadata
}

pub async fn create(registrar: &Registrar, outbound: &Outbound, wanted: &Wanted) -> Result<Made, NotMade> {
    let endpoint = &registrar.endpoint;
    let proof = registrar.secret.as_deref().map(bearer);
    let answer = ask(outbound, Method::POST, endpoint, proof, Some(metadata(wanted))).await;
    let answer = made(endpoint, answer.map_err(|failure| not_made(endpoint, failure))?)?;
    let client_id = text(&answer, "client_id", CLIENT_ID_MAX);
    let client_secret = text(&answer, "client_secret", SECRET_MAX);
    let management = management_of(registrar, &answer);
    match (client_id, client_secret, management) {
        (Some(client_id), Some(client_secret), Some(management)) => {
            Ok(Made { client_id, client_secret, management: Some(management) })
        }
        (client_id, _, management) => Err(NotMade::Unclear {
            why: format!(
                "the answer of {endpoint} lacks a usable {}",
                match (&client_id, &management) {
                    (None, _) => "client_id",
                    (_, None) => "registration_client_uri or registration_access_token (RFC 7592)",
                    _ => "client_secret",
                }
            ),
            left: management.map(|management| Made {
                client_id: client_id.unwrap_or_default(),
                client_secret: String::new(),
                management: Some(management),
            }),
        }),
    }
}

/// Where the client is managed. Never over plain http where the issuer is not reached so.
fn management_of(registrar: &Registrar, answer: &Value) -> Option<Management> {
    let uri = text(answer, "registration_client_uri", 2048)?;
    let token = text(answer, "registration_access_token", SECRET_MAX)?;
    is_fit(&registrar.issuer, &uri).then_some(Management { uri, token })
}

/// RFC 7592, section 2.2: all of the metadata, in the place of what there was.
pub async fn update(
    registrar: &Registrar,
    outbound: &Outbound,
    client_id: &str,
    management: Option<&Management>,
    wanted: &Wanted,
) -> Result<Option<Management>, String> {
    let management = management.ok_or("nothing is known by which the client could be changed")?;
    let mut body = metadata(wanted);
    body["client_id"] = json!(client_id);
    let endpoint = &management.uri;
    let answer = ask(outbound, Method::PUT, endpoint, Some(bearer(&management.token)), Some(body)).await;
    let answer = answer.map_err(|failure| format!("{endpoint} cannot be reached: {failure}"))?;
    if !answer.status().is_success() {
        return Err(refused(endpoint, &answer));
    }
    let told: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
    let token = text(&told, "registration_access_token", SECRET_MAX);
    let uri = management_of(registrar, &told).map_or_else(|| management.uri.clone(), |told| told.uri);
    Ok(token.map(|token| Management { uri, token }))
}

/// RFC 7592, section 2.3. A client that is not there any more is answered with 401.
pub async fn remove(outbound: &Outbound, management: Option<&Management>) -> Result<(), String> {
    let management = management.ok_or("nothing is known by which the client could be removed")?;
    let endpoint = &management.uri;
    let answer = ask(outbound, Method::DELETE, endpoint, Some(bearer(&management.token)), None).await;
    let answer = answer.map_err(|failure| format!("{endpoint} cannot be reached: {failure}"))?;
    let status = answer.status();
    match status.is_success() || is_gone(status) || status == StatusCode::UNAUTHORIZED {
        true => Ok(()),
        false => Err(refused(endpoint, &answer)),
    }
}
