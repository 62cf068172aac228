//! `/gateway/verify/{product}/{version}`: what a gateway asks before it forwards a call.
//!
//! Any method and any path below: gateways differ in what they send. The client's own path is never
//! looked at; product and version are bound by the gateway's configuration. Only 200, 401 and 403
//! are ever answered, since gateways turn anything else into an error of their own.
use super::{About, Asker, Reason, Verdict, question::NO_STORE, quota_headers};
use crate::{http::Site, portal::Portal};
use app::paths;
use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
    routing::future::RouteFuture,
};
use futures::future::{BoxFuture, Either};
use std::{
    convert::Infallible,
    sync::Arc,
    task::{Context, Poll},
};
use tower::Service;

/// Where the gateway proves itself. Gateways can send a fixed header of this name with every
/// question; `Authorization` is left to the client, whose key may be in it.
pub const TOKEN: HeaderName = HeaderName::from_static("x-portal-gateway-token");
const REASON: HeaderName = HeaderName::from_static("x-portal-reason");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The same router behind a door: verdicts are answered there, before a route is looked for. No session, no form
/// defence, no page headers.
pub fn in_front_of(router: Router, portal: &Portal, base: &str) -> Router {
    let prefix = format!("{base}/gateway/verify/");
    Router::new().fallback_service(Door(Arc::new(Behind { portal: portal.clone(), prefix, router })))
}

#[derive(Clone)]
struct Door(Arc<Behind>);

struct Behind {
    portal: Portal,
    prefix: String,
    router: Router,
}

impl Service<Request> for Door {
    type Response = Response;
    type Error = Infallible;
    type Future = Either<BoxFuture<'static, Result<Response, Infallible>>, RouteFuture<Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let behind = self.0.clone();
        if asked_about(&behind.prefix, request.uri().path()).is_none() {
            return Either::Right(behind.router.clone().call(request));
        }
        Either::Left(Box::pin(async move { Ok(answer(&behind.portal, &behind.prefix, request).await) }))
    }
}

/// Product and version, and what gateways append.
fn asked_about<'p>(prefix: &str, path: &'p str) -> Option<(&'p str, &'p str, &'p str)> {
    let (product, rest) = path.strip_prefix(prefix)?.split_once('/')?;
    let version = rest.split('/').next().filter(|version| !version.is_empty() && !product.is_empty())?;
    Some((product, version, &rest[version.len()..]))
}

async fn answer(portal: &Portal, prefix: &str, request: Request) -> Response {
    let (product, version, below) = asked_about(prefix, request.uri().path()).unwrap_or_default();
    let token = request.headers().get(TOKEN).and_then(|token| token.to_str().ok()).unwrap_or_default();
    let about = About::forwarded(request.headers(), request.method(), below);
    let asker = Asker::Gateway(token);
    let verdict = portal.verdicts.ask(portal, asker, product, version, request.headers(), &about).await;
    refuse(portal, &verdict).unwrap_or_else(|| {
        let mut response = Response::new(Body::empty());
        *response.headers_mut() = verdict.told.clone();
        quota_headers::add(response.headers_mut(), verdict.left(), false, || portal.clock.now());
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
        quota_headers::add(&mut headers, verdict.left(), refused.reason == Reason::QuotaExceeded, || {
            portal.clock.now()
        });
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

#[cfg(test)]
mod tests {
    use super::asked_about;

    #[test]
    fn what_a_gateway_asks_about() {
        let asked = |path| asked_about("/dev/gateway/verify/", path);
        assert_eq!(asked("/dev/gateway/verify/weather/2.0"), Some(("weather", "2.0", "")));
        assert_eq!(asked("/dev/gateway/verify/weather/2.0/"), Some(("weather", "2.0", "/")));
        assert_eq!(asked("/dev/gateway/verify/weather/2.0/a//b"), Some(("weather", "2.0", "/a//b")));
        for path in
            ["/gateway/verify/weather/2.0", "/dev/gateway/verify/weather", "/dev/gateway/verify/weather/"]
        {
            assert_eq!(asked(path), None, "{path}");
        }
        assert_eq!(asked("/dev/gateway/verify//2.0"), None);
    }
}
