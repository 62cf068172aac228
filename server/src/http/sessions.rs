//! Signing in and out: plain form posts, so that the page that follows is made for who is signed in.
use super::{State, plain_post, session_cookie};
use app::{
    actor::{Actor, Who},
    error::PortalError,
    paths,
    sessions::{SIGN_IN_FORM, Sessions, device_name},
    ui::form::Submission,
};
use axum::{
    body::to_bytes,
    extract::Request,
    http::{Extensions, HeaderMap, HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct SignInForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    return_to: String,
}

pub async fn sign_in(state: State, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let limit = state.portal.config.limits.request_bytes;
    let body = to_bytes(body, limit).await.unwrap_or_default();
    let Ok(form) = serde_urlencoded::from_bytes::<SignInForm>(&body) else {
        let malformed = PortalError::refused("malformed", "The form could not be read. Please try again.");
        return refused(state, parts, "", "", malformed).await;
    };
    let device = device(&parts.headers);
    let actor = actor(&parts.extensions);
    match state.portal.sign_in(&actor, &form.email, &form.password, device.as_deref()).await {
        Ok(token) => {
            end_former(&state, &actor, &parts.headers).await;
            let cookie = session_cookie::set(&state.portal.config.server, &token);
            leave_to(paths::own(&form.return_to), cookie)
        }
        Err(error) => refused(state, parts, &form.email, &form.return_to, error).await,
    }
}

pub async fn sign_out(state: State, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if let Some(token) = session_cookie::read(&state.portal.config.server, &parts.headers)
        && let Err(error) = state.portal.sign_out(&actor(&parts.extensions), &token).await
    {
        // Still signed in: saying otherwise would leave a session behind that nobody knows of.
        return super::problem::ApiError(error).into_response();
    }
    leave_to(None, session_cookie::clear(&state.portal.config.server))
}

/// Whoever signs in leaves the session behind that this browser had.
pub async fn end_former(state: &State, actor: &Actor, headers: &HeaderMap) {
    if let Some(former) = session_cookie::read(&state.portal.config.server, headers)
        && let Err(error) = state.portal.sign_out(actor, &former).await
    {
        tracing::warn!(%error, "a browser's former session could not be ended");
    }
}

fn leave_to(path: Option<&str>, cookie: Option<HeaderValue>) -> Response {
    let location = path.and_then(|path| HeaderValue::from_str(path).ok());
    let location = location.or_else(|| HeaderValue::from_str(&paths::catalog()).ok());
    let mut carried = HeaderMap::new();
    if let Some(cookie) = cookie {
        carried.insert(header::SET_COOKIE, cookie);
    }
    plain_post::see_other(location.unwrap_or_else(|| HeaderValue::from_static("/")), &carried)
}

/// The sign-in page again, with what may be shown again of what was sent.
async fn refused(state: State, parts: Parts, email: &str, return_to: &str, error: PortalError) -> Response {
    let fields = vec![("email".to_owned(), email.to_owned()), ("return_to".to_owned(), return_to.to_owned())];
    let submission = Submission { function: SIGN_IN_FORM.to_owned(), fields, outcome: Err(error) };
    plain_post::render_again(state, parts, submission).await
}

/// How the browser describes itself, in a few words.
pub fn device(headers: &HeaderMap) -> Option<String> {
    headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).map(device_name)
}

pub fn actor(extensions: &Extensions) -> Actor {
    extensions.get::<Actor>().cloned().unwrap_or_else(|| Actor {
        who: Who::Anonymous,
        address: None,
        request_id: String::new(),
    })
}
