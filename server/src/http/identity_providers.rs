//! The way to an identity provider and back: redirects, so that it works in every browser.
use super::{State, address::client_address, plain_post, session_cookie, sessions};
use crate::identity_providers::Brought;
use app::{
    actor::{Actor, Who},
    error::PortalError,
    paths,
    sessions::SIGN_IN_FORM,
    ui::form::Submission,
};
use axum::{
    Router,
    body::Bytes,
    extract::{self, Path, Query, Request},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::from_fn,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::json;

/// Where sign-ins begin and end; the session tells who is signed in already.
pub fn routes() -> Router<State> {
    Router::new()
        .route("/sign-in/with/{provider}", get(begin))
        .route("/sign-in/with/{provider}/callback", get(finish))
}

/// Called by providers, not by browsers: outside of what guards against other sites' pages. What proves
/// it is the token.
pub fn back_channel(base: &str) -> Router<State> {
    Router::new()
        .route(&format!("{base}/sign-in/with/{{provider}}/logout"), post(logout))
        .layer(extract::DefaultBodyLimit::max(LOGOUT_BYTES))
        .layer(from_fn(super::request_id::layer))
}

const LOGOUT_BYTES: usize = 128 * 1024;

#[derive(Deserialize)]
struct Beginning {
    #[serde(default)]
    return_to: String,
    /// Whoever is signed in proves again that it is them.
    #[serde(default)]
    again: Option<String>,
}

async fn begin(
    extract::State(state): extract::State<State>,
    Path(provider): Path<String>,
    Query(beginning): Query<Beginning>,
    request: Request,
) -> Response {
    let server = &state.portal.config.server;
    let actor = sessions::actor(request.extensions());
    let return_to = paths::own(&beginning.return_to).unwrap_or_default();
    let browser = session_cookie::read_sign_in(server, request.headers());
    let again = beginning.again.is_some();
    match state.portal.begin_sign_in(&actor, &provider, browser.as_deref(), return_to, again).await {
        Ok(begun) => {
            let mut headers = HeaderMap::new();
            if let Some(cookie) = session_cookie::set_sign_in(server, &begun.browser) {
                headers.append(header::SET_COOKIE, cookie);
            }
            go_to(&begun.location, &headers)
        }
        Err(error) => refused(state, actor, return_to, error).await,
    }
}

async fn finish(
    extract::State(state): extract::State<State>,
    Path(provider): Path<String>,
    Query(brought): Query<Brought>,
    request: Request,
) -> Response {
    let server = &state.portal.config.server;
    let actor = sessions::actor(request.extensions());
    let browser = session_cookie::read_sign_in(server, request.headers());
    let device = sessions::device(request.headers());
    let entered =
        state.portal.finish_sign_in(&actor, &provider, browser.as_deref(), brought, device.as_deref()).await;
    match entered {
        Ok(entered) => {
            sessions::end_former(&state, &actor, request.headers()).await;
            let mut headers = HeaderMap::new();
            if let Some(cookie) = session_cookie::set(server, &entered.session) {
                headers.append(header::SET_COOKIE, cookie);
            }
            let catalog = paths::catalog();
            go_to(paths::own(&entered.return_to).unwrap_or(&catalog), &headers)
        }
        Err(error) => refused(state, actor, "", error).await,
    }
}

fn go_to(location: &str, headers: &HeaderMap) -> Response {
    let Ok(location) = HeaderValue::from_str(location) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut response = plain_post::see_other(location, headers);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The sign-in page, with what went wrong and every other way to come in.
async fn refused(state: State, actor: Actor, return_to: &str, error: PortalError) -> Response {
    let error = match error {
        PortalError::NotFound => PortalError::refused(
            "provider_not_offered",
            "This way to sign in is not offered any more. Please choose another one.",
        ),
        other => other,
    };
    let fields = vec![("return_to".to_owned(), return_to.to_owned())];
    let submission = Submission { function: SIGN_IN_FORM.to_owned(), fields, outcome: Err(error) };
    plain_post::show(state, actor, &paths::sign_in(), submission).await
}

#[derive(Deserialize)]
struct LogoutForm {
    logout_token: String,
}

async fn logout(
    extract::State(state): extract::State<State>,
    Path(provider): Path<String>,
    headers: HeaderMap,
    extensions: http::Extensions,
    body: Bytes,
) -> Response {
    let actor = Actor {
        who: Who::System("back-channel logout"),
        address: client_address(&state.portal.config.server, &extensions, &headers)
            .map(|address| address.to_string()),
        request_id: extensions
            .get::<super::request_id::RequestId>()
            .map(|id| id.0.clone())
            .unwrap_or_default(),
    };
    let form = serde_urlencoded::from_bytes::<LogoutForm>(&body);
    let outcome = match form {
        Ok(form) => state.portal.back_channel_logout(&actor, &provider, &form.logout_token).await,
        Err(_) => Err(PortalError::malformed()),
    };
    // Section 2.8: 200, or 400 with an error of OAuth; nothing of it is kept by anybody.
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    match outcome {
        Ok(()) => (StatusCode::OK, no_store).into_response(),
        Err(error @ (PortalError::Unavailable | PortalError::Internal)) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, no_store).into_response()
        }
        Err(error) => {
            let told = json!({ "error": "invalid_request", "error_description": error.to_string() });
            (StatusCode::BAD_REQUEST, no_store, axum::Json(told)).into_response()
        }
    }
}
