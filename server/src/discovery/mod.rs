//! What agents, scripts and search engines ask for first: `llms.txt`, the API catalog (RFC 9727), the
//! site map, `robots.txt`. They list what the caller may read, strangers the public things only.
mod api_catalog;
mod llms_txt;
mod robots_txt;
mod site_map;

use crate::http::{ApiError, Site, State, mark_compressible, with_bearer};
use app::{
    actor::Actor,
    catalog::{Catalog, DIRECTORY_MAX},
    specifications::Specifications,
};
use axum::{
    Extension, Router, extract,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};

/// Under the base path, and at the origin's root too, where the standards look for them.
pub fn routes(state: &State) -> Router<State> {
    let routes = Router::new()
        .route("/llms.txt", get(llms))
        .route("/robots.txt", get(robots))
        .route("/sitemap.xml", get(sitemap))
        .route("/.well-known/api-catalog", get(catalog));
    with_bearer(state, routes)
}

type Answer = Result<Response, ApiError>;

async fn llms(extract::State(state): extract::State<State>, Extension(actor): Extension<Actor>) -> Answer {
    let directory = state.portal.directory(&actor).await?;
    let text = llms_txt::write(&Site::of(&state.portal.config), &directory);
    Ok(answer("text/markdown; charset=utf-8", text))
}

async fn robots(extract::State(state): extract::State<State>) -> Response {
    answer("text/plain; charset=utf-8", robots_txt::write(&Site::of(&state.portal.config)))
}

async fn sitemap(extract::State(state): extract::State<State>, Extension(actor): Extension<Actor>) -> Answer {
    let directory = state.portal.directory(&actor).await?;
    let operations = state.portal.operation_addresses(&actor, 4 * DIRECTORY_MAX).await?;
    let text = site_map::write(&Site::of(&state.portal.config), &directory, &operations);
    Ok(answer("application/xml", text))
}

async fn catalog(extract::State(state): extract::State<State>, Extension(actor): Extension<Actor>) -> Answer {
    let directory = state.portal.directory(&actor).await?;
    let document = api_catalog::write(&state.portal.config, &directory);
    let mut response = answer(api_catalog::MEDIA_TYPE, document.to_string());
    let own = api_catalog::address(&state.portal.config);
    if let Ok(link) = HeaderValue::from_str(&format!("<{own}>; rel=\"api-catalog\"")) {
        response.headers_mut().insert(header::LINK, link);
    }
    Ok(response)
}

fn answer(media_type: &'static str, text: String) -> Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    mark_compressible(response)
}
