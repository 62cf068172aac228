//! Microsoft Entra ID by Microsoft Graph v1.0: an application, its service principal, and a password of it. The
//! application is named by its client ID (`appId`) from then on. Permissions are granted there, not here.
use super::{
    CLIENT_ID_MAX, Made, NotMade, Registrar, SECRET_MAX, Wanted, create_at,
    exchange::{Proof, needed, say, text},
};
use crate::outbound::Outbound;
use http::Method;
use serde_json::{Value, json};
use std::time::Duration;

/// Graph answers from copies: what was just made may not be everywhere yet.
const TRIES: u32 = 4;
const PAUSE: Duration = Duration::from_secs(1);
/// The name of the secrets that the portal makes.
const PASSWORD: &str = "Developer portal";

/// Tokens of version 1 are for a resource, those of version 2 for a scope.
async fn proof(registrar: &Registrar, outbound: &Outbound) -> Result<Proof, String> {
    let endpoint = registrar.metadata.as_ref().and_then(|metadata| metadata.token_endpoint.as_deref());
    let graph = registrar.endpoint.trim_end_matches("/v1.0");
    let scope = format!("{graph}/.default");
    let wanted = if endpoint.is_some_and(|it| it.contains("/v2.0/")) {
        ("scope", &*scope)
    } else {
        ("resource", graph)
    };
    registrar.own_token(outbound, &[wanted]).await
}

fn application(wanted: &Wanted) -> Value {
    let about = &wanted.about;
    json!({
        "displayName": wanted.name,
        "description": wanted.description,
        "signInAudience": "AzureADMyOrg",
        "web": { "redirectUris": wanted.redirect_uris },
        "notes": format!("Made by {} for the developer {}.", about.portal, about.developer),
    })
}

/// A quote within the name would be written twice (OData 4.01).
fn address(registrar: &Registrar, client_id: &str) -> String {
    let id = app::paths::segment(&client_id.replace('\'', "''"));
    format!("{}/applications(appId='{id}')", registrar.endpoint)
}

pub async fn create(registrar: &Registrar, outbound: &Outbound, wanted: &Wanted) -> Result<Made, NotMade> {
    let proof = proof(registrar, outbound).await.map_err(NotMade::Refused)?;
    let endpoint = format!("{}/applications", registrar.endpoint);
    let answer = create_at(outbound, &endpoint, Some(proof.clone()), application(wanted)).await?;
    let Some(client_id) = text(&answer, "appId", CLIENT_ID_MAX) else {
        let why = format!("the answer of {endpoint} lacks a usable appId");
        return Err(NotMade::Unclear { why, left: None });
    };
    let made = Made { client_id, client_secret: String::new(), management: None };
    match complete(registrar, outbound, &proof, &made.client_id).await {
        Ok(client_secret) => Ok(Made { client_secret, ..made }),
        Err(why) => Err(made.incomplete(why)),
    }
}

/// Without a service principal nothing can sign in, without a password nothing can prove itself.
async fn complete(
    registrar: &Registrar,
    outbound: &Outbound,
    proof: &Proof,
    client_id: &str,
) -> Result<String, String> {
    let principals = format!("{}/servicePrincipals", registrar.endpoint);
    let body = json!({ "appId": client_id });
    let mut tries = 1;
    while let Err(why) =
        say(outbound, Method::POST, &principals, Some(proof.clone()), Some(body.clone())).await
    {
        if tries == TRIES {
            return Err(why);
        }
        tries += 1;
        tokio::time::sleep(PAUSE).await;
    }
    add_password(registrar, outbound, proof, client_id).await.map(|(_, secret)| secret)
}

/// Its ID and the secret itself.
async fn add_password(
    registrar: &Registrar,
    outbound: &Outbound,
    proof: &Proof,
    client_id: &str,
) -> Result<(String, String), String> {
    let address = format!("{}/addPassword", address(registrar, client_id));
    let body = json!({ "passwordCredential": { "displayName": PASSWORD } });
    let answer = say(outbound, Method::POST, &address, Some(proof.clone()), Some(body)).await?;
    let id = needed(&answer, "keyId", CLIENT_ID_MAX)?;
    let secret = needed(&answer, "secretText", SECRET_MAX)?;
    Ok((id, secret))
}

pub async fn update(
    registrar: &Registrar,
    outbound: &Outbound,
    client_id: &str,
    wanted: &Wanted,
) -> Result<(), String> {
    let proof = proof(registrar, outbound).await?;
    let address = address(registrar, client_id);
    say(outbound, Method::PATCH, &address, Some(proof), Some(application(wanted))).await.map(drop)
}

/// A new password, and the end of all older ones.
pub async fn new_secret(
    registrar: &Registrar,
    outbound: &Outbound,
    client_id: &str,
) -> Result<String, String> {
    let proof = proof(registrar, outbound).await?;
    let address = address(registrar, client_id);
    let before = say(outbound, Method::GET, &address, Some(proof.clone()), None).await?;
    let before = before["passwordCredentials"].as_array().cloned().unwrap_or_default();
    let (_, secret) = add_password(registrar, outbound, &proof, client_id).await?;
    for password in before {
        let body = json!({ "keyId": password["keyId"] });
        let address = format!("{address}/removePassword");
        say(outbound, Method::POST, &address, Some(proof.clone()), Some(body)).await?;
    }
    Ok(secret)
}

pub async fn remove(registrar: &Registrar, outbound: &Outbound, client_id: &str) -> Result<(), String> {
    let proof = proof(registrar, outbound).await?;
    say(outbound, Method::DELETE, &address(registrar, client_id), Some(proof), None).await.map(drop)
}
