//! Auth0's Management API v2. A client that signs in by itself gets a grant for each audience of the auth
//! strategy; grants go with their client.
use super::{
    Made, NotMade, Registrar, SECRET_MAX, Wanted, create_at,
    exchange::{Proof, needed, say},
    id_and_secret,
};
use crate::outbound::Outbound;
use app::paths::segment;
use http::Method;
use serde_json::{Map, Value, json};

/// Characters that a description may have there.
const DESCRIPTION_MAX: usize = 140;

async fn proof(registrar: &Registrar, outbound: &Outbound) -> Result<Proof, String> {
    registrar.own_token(outbound, &[("audience", &format!("{}/", registrar.endpoint))]).await
}

fn client(wanted: &Wanted) -> Value {
    let about = &wanted.about;
    let about = [
        ("portal", &about.portal),
        ("developer_id", &about.developer),
        ("auth_strategy_id", &about.auth_strategy),
        ("application_id", &about.application),
    ];
    let known = about.into_iter().filter(|(_, value)| !value.is_empty());
    let known: Map<String, Value> = known.map(|(name, value)| (name.to_owned(), json!(value))).collect();
    json!({
        "name": wanted.name,
        "description": wanted.description.chars().take(DESCRIPTION_MAX).collect::<String>(),
        "app_type": if wanted.signs_people_in() { "regular_web" } else { "non_interactive" },
        "callbacks": wanted.redirect_uris,
        "grant_types": wanted.grant_types,
        "token_endpoint_auth_method": "client_secret_basic",
        "oidc_conformant": true,
        "client_metadata": known,
    })
}

fn address(registrar: &Registrar, client_id: &str) -> String {
    format!("{}/clients/{}", registrar.endpoint, segment(client_id))
}

pub async fn create(registrar: &Registrar, outbound: &Outbound, wanted: &Wanted) -> Result<Made, NotMade> {
    let proof = proof(registrar, outbound).await.map_err(NotMade::Refused)?;
    let endpoint = format!("{}/clients", registrar.endpoint);
    let answer = create_at(outbound, &endpoint, Some(proof.clone()), client(wanted)).await?;
    let made = id_and_secret(&endpoint, &answer)?;
    match grant(registrar, outbound, &proof, &made.client_id, wanted).await {
        Ok(()) => Ok(made),
        Err(why) => Err(made.incomplete(why)),
    }
}

/// Lets the client have tokens for every audience, with its scopes.
async fn grant(
    registrar: &Registrar,
    outbound: &Outbound,
    proof: &Proof,
    client_id: &str,
    wanted: &Wanted,
) -> Result<(), String> {
    if !wanted.signs_in_itself() {
        return Ok(());
    }
    let grants = format!("{}/client-grants", registrar.endpoint);
    for audience in &registrar.audiences {
        let query = [("client_id", client_id), ("audience", audience)];
        let query = serde_urlencoded::to_string(query).unwrap_or_default();
        let proof = Some(proof.clone());
        let there = say(outbound, Method::GET, &format!("{grants}?{query}"), proof.clone(), None).await?;
        let (method, address, body) = match there.pointer("/0/id").and_then(Value::as_str) {
            Some(id) => {
                (Method::PATCH, format!("{grants}/{}", segment(id)), json!({ "scope": wanted.scopes }))
            }
            None => {
                let body = json!({ "client_id": client_id, "audience": audience, "scope": wanted.scopes });
                (Method::POST, grants.clone(), body)
            }
        };
        say(outbound, method, &address, proof, Some(body)).await?;
    }
    Ok(())
}

pub async fn update(
    registrar: &Registrar,
    outbound: &Outbound,
    client_id: &str,
    wanted: &Wanted,
) -> Result<(), String> {
    let proof = proof(registrar, outbound).await?;
    let address = address(registrar, client_id);
    say(outbound, Method::PATCH, &address, Some(proof.clone()), Some(client(wanted))).await?;
    grant(registrar, outbound, &proof, client_id, wanted).await
}

pub async fn new_secret(
    registrar: &Registrar,
    outbound: &Outbound,
    client_id: &str,
) -> Result<String, String> {
    let proof = proof(registrar, outbound).await?;
    let address = format!("{}/rotate-secret", address(registrar, client_id));
    let answer = say(outbound, Method::POST, &address, Some(proof), None).await?;
    needed(&answer, "client_secret", SECRET_MAX)
}

pub async fn remove(registrar: &Registrar, outbound: &Outbound, client_id: &str) -> Result<(), String> {
    let proof = proof(registrar, outbound).await?;
    say(outbound, Method::DELETE, &address(registrar, client_id), Some(proof), None).await.map(drop)
}
