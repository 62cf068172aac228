//! Curity: RFC 7591 with a token that the portal's own client fetches (scope `dcr`, good for one registration),
//! and RFC 7592 with one for all clients (scope `dcrm`), since the tokens of single clients end after a year. A
//! change exchanges the client's secret.
use super::{
    Changed, Made, NotMade, Registrar, SECRET_MAX, Wanted, create_at,
    exchange::{say, text},
    id_and_secret, rfc7591,
};
use crate::outbound::Outbound;
use app::paths::segment;
use http::Method;
use serde_json::json;

fn address(registrar: &Registrar, client_id: &str) -> String {
    format!("{}/{}", registrar.endpoint, segment(client_id))
}

pub async fn create(registrar: &Registrar, outbound: &Outbound, wanted: &Wanted) -> Result<Made, NotMade> {
    let token = registrar.own_token(outbound, &[("scope", "dcr")]).await.map_err(NotMade::Refused)?;
    let endpoint = &registrar.endpoint;
    id_and_secret(endpoint, &create_at(outbound, endpoint, Some(token), rfc7591::metadata(wanted)).await?)
}

pub async fn update(
    registrar: &Registrar,
    outbound: &Outbound,
    client_id: &str,
    wanted: &Wanted,
) -> Result<Changed, String> {
    let token = registrar.own_token(outbound, &[("scope", "dcrm")]).await?;
    let mut body = rfc7591::metadata(wanted);
    body["client_id"] = json!(client_id);
    let told = say(outbound, Method::PUT, &address(registrar, client_id), Some(token), Some(body)).await?;
    Ok(Changed { management: None, client_secret: text(&told, "client_secret", SECRET_MAX) })
}

pub async fn remove(registrar: &Registrar, outbound: &Outbound, client_id: &str) -> Result<(), String> {
    let token = registrar.own_token(outbound, &[("scope", "dcrm")]).await?;
    say(outbound, Method::DELETE, &address(registrar, client_id), Some(token), None).await.map(drop)
}
