//! Form posts of browsers without WASM; see [`app::ui::form`].
//!
//! The form posts to its own page with `?_do=server_function`. The server function runs as it does
//! for WASM. Where it redirects, so do we; otherwise the page is rendered again, with what was sent
//! and what it came to.
use super::{State, body_limits, pages, problem::ApiError};
use app::{
    actor::Actor,
    error::PortalError,
    ui::form::{FUNCTION, Submission},
};
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Response},
};

pub async fn handle(state: State, request: Request) -> Response {
    let limit = body_limits::of(&state, &request);
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, limit).await else {
        return ApiError(PortalError::TooLarge { limit_bytes: limit as u64 }).into_response();
    };
    let Some(function) = function_name(&parts.uri) else {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    };
    let Some(call) = function_call(&parts, &function, body.clone()) else {
        return pages::render_not_found(state, Request::from_parts(parts, Body::empty())).await;
    };
    let answer = pages::server_function(state.clone(), call).await;
    if let Some(location) = answer.headers().get(header::LOCATION) {
        return see_other(location.clone(), answer.headers());
    }
    let submission = submission(function, &body, answer).await;
    render_again(state, parts, submission).await
}

fn function_name(uri: &Uri) -> Option<String> {
    let query = uri.query()?;
    let (_, name) =
        query.split('&').filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == FUNCTION)?;
    name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_').then(|| name.to_owned())
}

/// The same request, as WASM would send it.
fn function_call(parts: &Parts, function: &str, body: axum::body::Bytes) -> Option<Request> {
    let mut call = Request::new(Body::from(body));
    *call.method_mut() = Method::POST;
    *call.uri_mut() = format!("{}/{function}", super::router::SERVER_FUNCTIONS).parse().ok()?;
    *call.headers_mut() = parts.headers.clone();
    call.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    call.headers_mut().remove(header::REFERER);
    *call.extensions_mut() = parts.extensions.clone();
    Some(call)
}

pub fn see_other(location: HeaderValue, from: &HeaderMap) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    for cookie in from.get_all(header::SET_COOKIE) {
        response.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    response.headers_mut().insert(header::LOCATION, location);
    response
}

async fn submission(function: String, body: &[u8], answer: Response) -> Submission {
    let succeeded = answer.status().is_success();
    let answer = to_bytes(answer.into_body(), 1 << 20).await.unwrap_or_default();
    let outcome = if succeeded {
        String::from_utf8(answer.to_vec()).map_err(|_| PortalError::Internal)
    } else {
        Err(serde_json::from_slice(&answer).unwrap_or(PortalError::Internal))
    };
    Submission { function, fields: fields(body), outcome }
}

/// What was sent, for the page to show again: never a password or another secret.
fn fields(body: &[u8]) -> Vec<(String, String)> {
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
    let kept_back = ["password", "token", "secret"];
    fields.into_iter().filter(|(name, _)| !kept_back.iter().any(|word| name.contains(word))).collect()
}

/// Renders another page than the one that was posted to, with what was sent and what it came to.
pub async fn show(state: State, actor: Actor, page: &str, submission: Submission) -> Response {
    let mut request = Request::new(Body::empty());
    match page.parse() {
        Ok(uri) => *request.uri_mut() = uri,
        Err(_) => return ApiError(PortalError::Internal).into_response(),
    }
    request.extensions_mut().insert(actor);
    render_again(state, request.into_parts().0, submission).await
}

/// Renders the page at the request's address with what was sent and what it came to.
pub async fn render_again(state: State, parts: Parts, submission: Submission) -> Response {
    let status = match &submission.outcome {
        Ok(_) => StatusCode::OK,
        Err(error) => StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
    };
    let retry_after = match &submission.outcome {
        Err(PortalError::TooMany { retry_after }) => Some(*retry_after),
        _ => None,
    };
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = parts.uri;
    *request.headers_mut() = parts.headers;
    *request.extensions_mut() = parts.extensions;
    request.extensions_mut().insert(submission);
    let mut response = pages::render(state, request).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}
