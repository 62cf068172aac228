//! The embedded gateway: `/{product}/{version}/…` is sent to the version's upstream, if the verdict
//! is yes. For companies that have no gateway yet, for the demo and for try-it.
//!
//! Request and response bodies are streamed. WebSockets and other upgrades are not passed on.
mod failures;
mod headers;
mod target;

use crate::{
    portal::Portal,
    verify::{self, Answer, Asker, Reason},
};
use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    http::{StatusCode, Uri},
    response::Response,
};
use std::net::SocketAddr;

pub fn router(portal: Portal) -> Router {
    Router::new().fallback(move |request: Request| {
        let portal = portal.clone();
        async move { handle(&portal, request).await }
    })
}

/// Marks a response that came from the upstream, and not from the gateway itself.
#[derive(Debug, Clone, Copy)]
pub struct FromUpstream;

/// Answers a call: asks for the verdict, and passes it on where that is yes.
pub async fn handle(portal: &Portal, request: Request) -> Response {
    let Some(wanted) = target::parse(request.uri()) else {
        return failures::not_an_api();
    };
    let answer =
        portal.verdicts.ask(portal, Asker::Embedded, wanted.product, wanted.version, request.headers()).await;
    if let Err(refused) = &answer.outcome {
        let mut response = verify::refuse(refused, &answer.scheme);
        if refused.reason == Reason::VersionUnknown {
            *response.status_mut() = StatusCode::NOT_FOUND;
        }
        return response;
    }
    pass(portal, request, &answer).await
}

/// Sends a call that was let through to the version's upstream.
pub async fn pass(portal: &Portal, request: Request, answer: &Answer) -> Response {
    let Some(wanted) = target::parse(request.uri()) else {
        return failures::not_an_api();
    };
    if wanted.escapes() {
        return failures::path_refused();
    }
    let upstream = answer.facts.version.as_ref().and_then(|version| version.upstream_url.as_deref());
    let Some(upstream) = upstream.and_then(|upstream| wanted.at(upstream)) else {
        return failures::no_upstream();
    };
    forward(portal, request, answer, upstream).await
}

async fn forward(portal: &Portal, request: Request, answer: &Answer, upstream: Uri) -> Response {
    let (mut parts, body) = request.into_parts();
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    headers::prepare(&mut parts.headers, &portal.config, peer, answer);
    let mut forwarded = Request::new(body);
    *forwarded.method_mut() = parts.method;
    *forwarded.uri_mut() = upstream;
    *forwarded.headers_mut() = parts.headers;
    match portal.outbound.send(forwarded).await {
        Ok(response) => {
            let (mut parts, body) = response.into_parts();
            headers::finish(&mut parts.headers, &portal.config, answer);
            parts.extensions.insert(FromUpstream);
            Response::from_parts(parts, Body::new(body))
        }
        Err(failure) => failures::upstream(&failure),
    }
}
