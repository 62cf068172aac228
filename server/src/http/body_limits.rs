use super::State;
use app::actor::Actor;
use axum::{
    extract::{self, DefaultBodyLimit, Request},
    middleware::Next,
    response::Response,
};

/// A document of a million characters, percent-encoded: admins send such, nobody else.
const PAGES: usize = 12 * 1024 * 1024;

/// Bytes that the sender of this request may send.
pub fn of(state: &State, request: &Request) -> usize {
    let general = state.portal.config.limits.request_bytes;
    let is_admin = request.extensions().get::<Actor>().is_some_and(|actor| actor.as_admin().is_ok());
    if is_admin { general.max(PAGES) } else { general }
}

/// Stands behind the layer that finds out who asks.
pub async fn layer(
    extract::State(state): extract::State<State>,
    mut request: Request,
    next: Next,
) -> Response {
    DefaultBodyLimit::max(of(&state, &request)).apply(&mut request);
    next.run(request).await
}
