//! The embedded gateway: `/{product}/{version}/…` is sent to the version's upstream, if the verdict
//! is yes. For companies that have no gateway yet, for the demo and for try-it.
//!
//! Request and response bodies are streamed. WebSockets and other upgrades are not passed on.
mod failures;
mod headers;
mod target;

use crate::{
    http::client_address,
    portal::Portal,
    verify::{self, About, Asker, Reason, Verdict, without_query},
};
use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    http::{StatusCode, Uri},
    response::Response,
};
use std::{net::SocketAddr, time::Instant};

pub fn router(portal: Portal) -> Router {
    Router::new().fallback(move |request: Request| {
        let portal = portal.clone();
        async move { handle(&portal, request).await }
    })
}

/// Marks a response that came from the upstream, and not from the gateway itself.
#[derive(Debug, Clone, Copy)]
pub struct FromUpstream;

/// Marks a call that is sent from the portal's own pages.
#[derive(Debug, Clone, Copy)]
pub struct Tried;

/// Answers a call: asks for the verdict, and passes it on where that is yes.
pub async fn handle(portal: &Portal, request: Request) -> Response {
    let Some(wanted) = target::parse(request.uri()) else {
        return failures::not_an_api();
    };
    let about = about(portal, &request);
    let (product, version) = (wanted.product, wanted.version);
    let verdict =
        portal.verdicts.ask(portal, Asker::Embedded, product, version, request.headers(), &about).await;
    if let Some(mut response) = verify::refuse(portal, &verdict) {
        match verdict.refused().map(|(refused, _)| refused.reason) {
            Some(Reason::VersionUnknown) => *response.status_mut() = StatusCode::NOT_FOUND,
            Some(Reason::QuotaExceeded) => *response.status_mut() = StatusCode::TOO_MANY_REQUESTS,
            _ => {}
        }
        return response;
    }
    pass(portal, request, &verdict).await
}

/// Who calls what, to be told to people.
pub fn about<'r>(portal: &Portal, request: &'r Request) -> About<'r> {
    let server = &portal.config.server;
    About {
        address: client_address(server, request.extensions(), request.headers()).map(|ip| ip.to_canonical()),
        method: Some(request.method().as_str()),
        path: Some(without_query(request.uri().path())),
        tried: request.extensions().get::<Tried>().is_some(),
    }
}

/// Sends a call that was let through to the version's upstream, and counts how it was answered: with
/// which status, and how long it took until the answer began.
pub async fn pass(portal: &Portal, request: Request, verdict: &Verdict) -> Response {
    let (started, at) = (Instant::now(), portal.clock.now());
    let tried = request.extensions().get::<Tried>().is_some();
    let mut response = send(portal, request, verdict).await;
    verify::quota_headers::add(response.headers_mut(), verdict.left(), false, || portal.clock.now());
    if portal.config.usage.counting {
        let status = response.status().as_u16();
        portal.verdicts.usage().answered(verdict, tried, at, status, started.elapsed());
    }
    response
}

async fn send(portal: &Portal, request: Request, verdict: &Verdict) -> Response {
    let Some(wanted) = target::parse(request.uri()) else {
        return failures::not_an_api();
    };
    if wanted.escapes() {
        return failures::path_refused();
    }
    let upstream = verdict.facts.version.as_ref().and_then(|version| version.upstream_url.as_deref());
    let Some(upstream) = upstream.and_then(|upstream| wanted.at(upstream)) else {
        return failures::no_upstream();
    };
    forward(portal, request, verdict, upstream).await
}

async fn forward(portal: &Portal, request: Request, verdict: &Verdict, upstream: Uri) -> Response {
    let (mut parts, body) = request.into_parts();
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    headers::prepare(&mut parts.headers, &portal.config, peer, verdict);
    let mut forwarded = Request::new(body);
    *forwarded.method_mut() = parts.method;
    *forwarded.uri_mut() = upstream;
    *forwarded.headers_mut() = parts.headers;
    match portal.outbound.send(forwarded).await {
        Ok(response) => {
            let (mut parts, body) = response.into_parts();
            headers::finish(&mut parts.headers, &portal.config, verdict);
            parts.extensions.insert(FromUpstream);
            Response::from_parts(parts, Body::new(body))
        }
        Err(failure) => failures::upstream(&failure),
    }
}
