//! Dynamic client registration (RFC 7591) and its management (RFC 7592).
use super::{
    CLIENT_ID_MAX, Changed, Made, Management, NotMade, Registrar, SECRET_MAX, Wanted, create_at,
    exchange::{ask, bearer, is_gone, refused, say, text},
};
use crate::{identity_providers::policy::is_fit, outbound::Outbound};
use http::{Method, StatusCode};
use serde_json::{Value, json};

/// RFC 7591, section 2.
pub fn metadata(wanted: &Wanted) -> Value {
    let mut metadata = json!({
        "client_name": wanted.name,
        "redirect_uris": wanted.redirect_uris,
        "grant_types": wanted.grant_types,
        "response_types": if wanted.signs_people_in() { vec!["code"] } else { Vec::new() },
        "token_endpoint_auth_method": "client_secret_basic",
    });
    if !wanted.scopes.is_empty() {
        metadata["scope"] = json!(wanted.scopes.join(" "));
    }
    metadata
}

pub async fn create(registrar: &Registrar, outbound: &Outbound, wanted: &Wanted) -> Result<Made, NotMade> {
    let endpoint = &registrar.endpoint;
    let answer = create_at(outbound, endpoint, registrar.bearer(), metadata(wanted)).await?;
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
) -> Result<Changed, String> {
    let management = management.ok_or("nothing is known by which the client could be changed")?;
    let mut body = metadata(wanted);
    body["client_id"] = json!(client_id);
    let proof = Some(bearer(&management.token));
    let told = say(outbound, Method::PUT, &management.uri, proof, Some(body)).await?;
    let uri = management_of(registrar, &told).map_or_else(|| management.uri.clone(), |told| told.uri);
    let token = text(&told, "registration_access_token", SECRET_MAX);
    Ok(Changed {
        management: token.map(|token| Management { uri, token }),
        client_secret: text(&told, "client_secret", SECRET_MAX),
    })
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
