//! Pages: rendered by leptos for whoever asks.
use super::{State, body_limits, page_cache, security_headers::content_security_policy, session_cookie};
use app::{
    actor::{Actor, Who},
    area,
    backend::BackendHandle,
    error::PortalError,
    page_info::PageInfo,
    paths,
    ui::form::Submission,
};
use axum::{
    body::{Body, to_bytes},
    extract::DefaultBodyLimit,
    http::{HeaderValue, Request, StatusCode, header, request::Parts},
    response::Response,
};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use std::collections::BTreeSet;

const ERROR_BYTES_MAX: usize = 64 * 1024;

#[derive(Clone, Copy)]
struct Waiting(u64);

/// The page at the request's address.
pub async fn render(state: State, request: Request<Body>) -> Response {
    page_cache::render(state, request).await
}

/// Renders the page, whether it is kept or not.
pub async fn render_fresh(state: State, mut request: Request<Body>) -> Response {
    let actor = request.extensions().get::<Actor>().cloned();
    if let Some(waiting) = waiting(&state, actor).await {
        request.extensions_mut().insert(waiting);
    }
    let handler =
        leptos_axum::render_app_async_with_context(move || provide_page_context(&state), app::shell);
    let mut response = handler(request).await;
    let headers = response.headers_mut();
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// How many wait, for the link to the inbox. A page without the number is better than none.
async fn waiting(state: &State, actor: Option<Actor>) -> Option<Waiting> {
    let actor = actor.filter(|actor| actor.as_approver().is_ok())?;
    state.backend.waiting(&actor).await.ok().map(Waiting)
}

/// The same for an address that no route takes.
pub async fn render_not_found(state: State, request: Request<Body>) -> Response {
    let mut response = render_fresh(state, request).await;
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// Server functions, called by WASM or by [`super::plain_post`].
pub async fn server_function(state: State, mut request: Request<Body>) -> Response {
    use axum::response::IntoResponse;
    DefaultBodyLimit::max(body_limits::of(&state, &request)).apply(&mut request);
    let answer =
        leptos_axum::handle_server_fns_with_context(move || provide_actor_and_backend(&state), request);
    with_status_of_its_error(answer.await.into_response()).await
}

/// What fails before a server function runs, such as reading its arguments, is answered with 500
/// whatever it was; the error in the body knows better.
async fn with_status_of_its_error(answer: Response) -> Response {
    if answer.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return answer;
    }
    let (mut parts, body) = answer.into_parts();
    let body = to_bytes(body, ERROR_BYTES_MAX).await.unwrap_or_default();
    let status = serde_json::from_slice(&body).ok().map(|error: PortalError| error.status());
    parts.status = status.and_then(|status| StatusCode::from_u16(status).ok()).unwrap_or(parts.status);
    Response::from_parts(parts, Body::from(body))
}

fn provide_actor_and_backend(state: &State) {
    let actor = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Actor>().cloned());
    provide_context(actor.unwrap_or_else(|| Actor {
        who: Who::Anonymous,
        address: None,
        request_id: String::new(),
    }));
    provide_context::<BackendHandle>(state.backend.clone());
    if let Some(token) = use_context::<Parts>()
        .and_then(|parts| session_cookie::read(&state.portal.config.server, &parts.headers))
    {
        provide_context(token);
    }
}

fn provide_page_context(state: &State) {
    provide_actor_and_backend(state);
    provide_context(page_info(state));
    if let Some(files) = &state.hydration {
        provide_context(files.clone());
    }
    if let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>())
        && let Ok(policy) = HeaderValue::from_str(&content_security_policy(&nonce))
    {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

fn page_info(state: &State) -> PageInfo {
    let parts = use_context::<Parts>();
    let extension = parts.as_ref().map(|parts| &parts.extensions);
    let config = &state.portal.config;
    PageInfo {
        portal_name: config.portal.name.to_string(),
        gateway_url: config.gateway.enabled.then(|| config.gateway.public_url.to_string()),
        signed_in: extension.and_then(|e| e.get::<Actor>()).and_then(|actor| actor.signed_in().ok().cloned()),
        waiting: extension.and_then(|e| e.get::<Waiting>()).map(|waiting| waiting.0),
        demo: config.demo.enabled,
        mail_leaves: config.mail.smtp_host.is_some(),
        submission: extension.and_then(|e| e.get::<Submission>()).cloned(),
    }
}

/// The addresses of all pages with the base path, as axum writes them.
pub fn page_paths() -> BTreeSet<String> {
    area::ALL.into_iter().flat_map(|(_, pages)| pages.iter().copied().flatten()).map(area_path).collect()
}

/// `/apps/:application` as axum writes it.
fn area_path(route: &area::PageRoute) -> String {
    let segments = route.pattern.split('/').map(|segment| {
        let parameter = segment.strip_prefix(':').map(|name| format!("{{{name}}}"));
        let rest = segment.strip_prefix('*').map(|name| format!("{{*{name}}}"));
        parameter.or(rest).unwrap_or_else(|| segment.to_owned())
    });
    format!("{}{}", paths::base(), segments.collect::<Vec<_>>().join("/"))
}
