use super::{State, problem};
use axum::{
    extract::{self, Request},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};

/// Refuses every change that another site's page asks a browser for. Leptos' server functions have
/// no defence of their own, and SameSite=Lax cookies are not enough.
///
/// Bearer tokens are no cookies: a request that brings one cannot be forged by a page.
pub async fn layer(extract::State(state): extract::State<State>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let origin = state.portal.config.server.origin();
    if reads
        || request.headers().contains_key(header::AUTHORIZATION)
        || is_same_origin(request.headers(), origin)
    {
        return next.run(request).await;
    }
    problem::response(
        StatusCode::FORBIDDEN,
        "cross_site",
        "This request came from another site and was refused. Nothing was changed.",
    )
}

/// `Sec-Fetch-Site: same-origin`, or else an `Origin` equal to the public one.
fn is_same_origin(headers: &HeaderMap, origin: &str) -> bool {
    match headers.get("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => headers.get(header::ORIGIN).is_some_and(|sent| sent.as_bytes() == origin.as_bytes()),
    }
}
