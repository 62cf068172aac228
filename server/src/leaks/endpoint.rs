//! `POST /leak-reports`: see [`super`]. Stands outside of every layer, as verdicts do: whoever reports proves
//! itself by a signature. Who cannot is not told whether a token exists: none is looked up for them.
use super::{service::Label, signature};
use crate::{
    http::{ApiError, State, api::Json, client_address, problem},
    portal::Portal,
    rate_limits::Limit,
};
use app::{
    actor::{Actor, Who},
    error::PortalError,
};
use axum::{
    Router,
    body::{Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderName, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

const KEY_NAME: HeaderName = HeaderName::from_static("github-public-key-identifier");
const SIGNATURE: HeaderName = HeaderName::from_static("github-public-key-signature");

/// One match of a report.
#[derive(Debug, Deserialize)]
pub struct Match {
    pub token: String,
    #[serde(default, rename = "type")]
    pub kind: String,
    /// Where it lies; may be empty.
    #[serde(default)]
    pub url: String,
    /// Such as `commit`.
    #[serde(default)]
    pub source: String,
}

#[derive(Debug, Serialize)]
struct Feedback {
    /// SHA-256 of the token, in hexadecimal digits.
    token_hash: String,
    token_type: String,
    label: Label,
}

/// No route at all where nobody's reports are taken.
pub fn routes(portal: &Portal, base: &str) -> Router<State> {
    if !portal.config.leaks.takes_reports() {
        return Router::new();
    }
    let portal = portal.clone();
    let handler = move |request: Request| {
        let portal = portal.clone();
        async move { answer(&portal, request).await }
    };
    Router::new().route(&format!("{base}/leak-reports"), post(handler))
}

async fn answer(portal: &Portal, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let address = client_address(&portal.config.server, &parts.extensions, &parts.headers);
    let stranger = Actor {
        who: Who::Anonymous,
        address: address.map(|address| address.to_string()),
        request_id: crate::secrets::random_text(16),
    };
    if let Err(error) = portal.limit(&stranger, Limit::LeakReportFrom).await {
        return ApiError(error).into_response();
    }
    let limit_bytes = portal.config.leaks.report_bytes;
    let Ok(body) = to_bytes(body, limit_bytes).await else {
        return ApiError(PortalError::TooLarge { limit_bytes: limit_bytes as u64 }).into_response();
    };
    match is_signed(portal, &parts.headers, &body).await {
        Ok(true) => {}
        Ok(false) => {
            let detail = "The report is not signed with a key that this portal knows.";
            return problem::response(StatusCode::UNAUTHORIZED, "not_signed", detail);
        }
        Err(error) => return ApiError(error).into_response(),
    }
    let reporter = Actor { who: Who::System("leak report"), ..stranger };
    match take(portal, &reporter, &body).await {
        Ok(feedback) => Json(feedback).into_response(),
        Err(error) => ApiError(error).into_response(),
    }
}

async fn is_signed(portal: &Portal, headers: &HeaderMap, body: &Bytes) -> Result<bool, PortalError> {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(name), Some(signature)) = (text(&KEY_NAME), text(&SIGNATURE)) else { return Ok(false) };
    let Some(key) = portal.reporter_keys.find(portal, name).await? else { return Ok(false) };
    Ok(signature::is_valid(&key, signature, body))
}

async fn take(portal: &Portal, reporter: &Actor, body: &[u8]) -> Result<Vec<Feedback>, PortalError> {
    let matches: Vec<Match> = serde_json::from_slice(body)
        .map_err(|error| PortalError::field("body", format!("A list of matches is expected: {error}.")))?;
    let most = portal.config.leaks.tokens_per_report;
    if matches.len() > most {
        return Err(PortalError::field(
            "body",
            format!("At most {most} tokens in one report; this has {}.", matches.len()),
        ));
    }
    let mut feedback = Vec::with_capacity(matches.len());
    for found in matches {
        let label = portal.take_leak(reporter, &found.token, &found.url, &found.source).await?;
        let token_hash =
            Sha256::digest(found.token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        feedback.push(Feedback { token_hash, token_type: found.kind, label });
    }
    Ok(feedback)
}
