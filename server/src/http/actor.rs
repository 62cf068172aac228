use super::{State, address::client_address, problem::ApiError, request_id::RequestId, session_cookie};
use app::{
    access_tokens::{AccessTokens, Scope},
    actor::{Actor, Who},
    error::PortalError,
    sessions::Sessions,
};
use axum::{
    extract::{self, Request},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Finds out who asks, from the session cookie, and hands it to pages and server functions.
pub async fn from_session(
    extract::State(state): extract::State<State>,
    mut request: Request,
    next: Next,
) -> Response {
    let who = match session_cookie::read(&state.portal.config.server, request.headers()) {
        Some(token) => match state.portal.session_owner(&token).await {
            Ok(owner) => owner.map_or(Who::Anonymous, Who::Developer),
            Err(error) => return ApiError(error).into_response(),
        },
        None => Who::Anonymous,
    };
    let actor = actor(&state, &request, who);
    request.extensions_mut().insert(actor);
    next.run(request).await
}

/// Finds out who asks, from a personal access token; without one from the session cookie. A token
/// that may only read changes nothing, whatever the route.
pub async fn from_bearer(state: extract::State<State>, mut request: Request, next: Next) -> Response {
    let Some(secret) = bearer(request.headers()).map(str::to_owned) else {
        return from_session(state, request, next).await;
    };
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let who = match state.portal.access_token_owner(&secret).await {
        Ok(Some((_, Scope::Read))) if !reads => {
            let detail = "This token may only read. Create one with the scope “write” to change things.";
            return ApiError(PortalError::refused("read_only_token", detail)).into_response();
        }
        Ok(Some((owner, _))) => Who::Developer(owner),
        Ok(None) => return ApiError(PortalError::NotSignedIn).into_response(),
        Err(error) => return ApiError(error).into_response(),
    };
    let actor = actor(&state, &request, who);
    request.extensions_mut().insert(actor);
    next.run(request).await
}

pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

fn actor(state: &State, request: &Request, who: Who) -> Actor {
    Actor {
        who,
        address: client_address(&state.portal.config.server, request.extensions(), request.headers())
            .map(|address| address.to_string()),
        request_id: request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
    }
}
