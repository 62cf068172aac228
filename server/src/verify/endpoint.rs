//! `/gateway/verify/{product}/{version}`: what a gateway asks before it forwards a call.
//!
//! Any method and any path below: gateways differ in what they send. The client's own path is never
//! looked at; product and version are bound by the gateway's configuration. Only 200, 401 and 403
//! are ever answered, since gateways turn anything else into an error of their own.
use super::{About, Asker, Reason, Verdict, question::NO_STORE, quota_headers};
use crate::{
    http::{Site, State},
    portal::Portal,
};
use app::paths;
use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
    routing::any,
};

/// Where the gateway proves itself. Gateways can send a fixed header of this name with every
/// question; `Authorization` is left to the client, whose key may be in it.
pub const TOKEN: HeaderName = HeaderName::from_static("x-portal-gateway-token");
const REASON: HeaderName = HeaderName::from_static("x-portal-reason");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Stands outside of every layer: no session, no form defence, no page headers.
pub fn routes(portal: &Portal, base: &str) -> Router<State> {
    let prefix: &'static str = format!("{base}/gateway/verify/").leak();
    let handler = {
        let portal = portal.clone();
        move |request: Request| {
            let portal = portal.clone();
            async move { answer(&portal, prefix, request).await }
        }
    };
    Router::new()
        .route(&format!("{prefix}{{product}}/{{version}}"), any(handler.clone()))
        .route(&format!("{prefix}{{product}}/{{version}}/"), any(handler.clone()))
        .route(&format!("{prefix}{{product}}/{{version}}/{{*rest}}"), any(handler))
        .merge(super::envoy::routes(portal))
}

async fn answer(portal: &Portal, prefix: &str, request: Request) -> Response {
    let mut parts = request.uri().path().strip_prefix(prefix).unwrap_or_default().splitn(3, '/');
    let (product, version) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let token = request.headers().get(TOKEN).and_then(|token| token.to_str().ok()).unwrap_or_default();
    let below = request.uri().path().get(prefix.len() + product.len() + version.len() + 1..);
    let about = About::forwarded(request.headers(), request.method(), below.unwrap_or_default());
    let asker = Asker::Gateway(token);
    let verdict = portal.verdicts.ask(portal, asker, product, version, request.headers(), &about).await;
    refuse(portal, &verdict).unwrap_or_else(|| {
        let mut response = Response::new(Body::empty());
        *response.headers_mut() = verdict.told.clone();
        quota_headers::add(response.headers_mut(), verdict.left(), false, portal.clock.now());
        response
    })
}

/// A refusal as it is told to the client, by whichever door.
#[derive(Debug)]
pub struct Refusal {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// Problem details, for gateways that pass bodies on.
    pub body: String,
}

impl Refusal {
    /// Absent where the call is let through.
    pub fn of(portal: &Portal, verdict: &Verdict) -> Option<Self> {
        let (refused, request_id) = verdict.refused()?;
        let status = StatusCode::from_u16(refused.reason.status()).unwrap_or(StatusCode::FORBIDDEN);
        let help = Site::of(&portal.config).url(&paths::why(refused.reason.code()));
        let problem = serde_json::json!({
            "type": help,
            "title": status.canonical_reason(),
            "status": status.as_u16(),
            "detail": format!("{} {}", refused.sentence, refused.advice),
            "code": refused.reason.code(),
            "request_id": request_id,
        });
        let mut headers = HeaderMap::with_capacity(6);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, NO_STORE);
        headers.insert(REASON, HeaderValue::from_static(refused.reason.code()));
        if let Ok(id) = HeaderValue::from_str(request_id) {
            headers.insert(REQUEST_ID, id);
        }
        if let Some(challenge) = verdict.scheme.challenge(refused) {
            headers.insert(header::WWW_AUTHENTICATE, challenge);
        }
        quota_headers::add(
            &mut headers,
            verdict.left(),
            refused.reason == Reason::QuotaExceeded,
            portal.clock.now(),
        );
        log(refused.reason, request_id);
        Some(Self { status, headers, body: problem.to_string() })
    }
}

/// The same as an answer over HTTP.
pub fn refuse(portal: &Portal, verdict: &Verdict) -> Option<Response> {
    let refusal = Refusal::of(portal, verdict)?;
    let mut response = Response::new(Body::from(refusal.body));
    *response.status_mut() = refusal.status;
    *response.headers_mut() = refusal.headers;
    Some(response)
}

fn log(reason: Reason, request_id: &str) {
    match reason {
        Reason::Unavailable | Reason::GatewayUnknown => {
            tracing::warn!(id = request_id, reason = reason.code(), "a call was refused");
        }
        _ => tracing::debug!(id = request_id, reason = reason.code(), "a call was refused"),
    }
}
