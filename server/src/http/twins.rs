//! The Markdown twin of every page that is open to read: at the page's address with `.md`, or at the
//! address itself for those who ask for `text/markdown`. What it says comes from the services that the
//! page asks, for whoever asks: nobody, a session's owner, or an access token's.
mod address;

use super::{
    State, accept::prefers_markdown, compression, links::Site, problem::ApiError, router::with_bearer,
};
use crate::{catalog, search, specifications};
use address::{Twin, parse};
use app::{
    actor::Actor,
    catalog::{Catalog, CatalogFilter},
    error::PortalError,
    page::PageRequest,
    paths,
    search::{Search, SearchFilter},
    specifications::{ReadingChoice, Specifications, VersionView},
};
use axum::{
    Extension, Router,
    body::Body,
    extract::{self, Request},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tower::ServiceExt;

/// APIs on one page of the catalog, and hits on one of a search.
const PAGE_SIZE: u32 = 100;

/// Answers what asks for a twin, and tells those who ask for a page where its twin is.
pub async fn layer(extract::State(state): extract::State<State>, request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let Some(found) = parse(&state.portal.config, request.uri()) else { return next.run(request).await };
    if found.by_address || prefers_markdown(request.headers()) {
        let by_address = found.by_address;
        let mut response = answer(state, found.twin, request).await;
        if !by_address {
            response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
        }
        return response;
    }
    let page = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    let mut response = next.run(request).await;
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    if response.status() == StatusCode::OK {
        let link = format!("<{}>; rel=\"alternate\"; type=\"text/markdown\"", paths::markdown_of(&page));
        append_link(&mut response, &link);
    }
    response
}

async fn answer(state: State, twin: Twin, request: Request) -> Response {
    let handler = |extract::State(state): extract::State<State>, Extension(actor): Extension<Actor>| async move {
        write(&state, &actor, twin).await
    };
    match with_bearer(&state, Router::new().fallback(handler)).with_state::<()>(state).oneshot(request).await
    {
        Ok(response) => compression::mark(response),
        Err(never) => match never {},
    }
}

async fn write(state: &State, actor: &Actor, twin: Twin) -> Response {
    match twin.page(state, actor).await {
        Ok(Written { text, page }) => {
            let mut response = Response::new(Body::from(text));
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/markdown; charset=utf-8"));
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            append_link(&mut response, &format!("<{page}>; rel=\"canonical\"; type=\"text/html\""));
            response
        }
        Err(Refused::Moved(page)) => axum::response::Redirect::to(&paths::markdown_of(&page)).into_response(),
        Err(Refused::Error(error)) => ApiError(error).into_response(),
    }
}

fn append_link(response: &mut Response, link: &str) {
    if let Ok(value) = HeaderValue::from_str(link) {
        response.headers_mut().append(header::LINK, value);
    }
}

struct Written {
    text: String,
    /// The page that it is the twin of.
    page: String,
}

enum Refused {
    /// An old address: what it named stands there now.
    Moved(String),
    Error(PortalError),
}

impl From<PortalError> for Refused {
    fn from(error: PortalError) -> Self {
        Self::Error(error)
    }
}

/// The page, unless it stands at another address.
fn at_home(page: String, asked: String) -> Result<String, Refused> {
    if page == asked { Ok(page) } else { Err(Refused::Moved(page)) }
}

impl Twin {
    async fn page(self, state: &State, actor: &Actor) -> Result<Written, Refused> {
        let (portal, site) = (&state.portal, Site::of(&state.portal.config));
        let written = match self {
            Self::Catalog { query, page } => {
                let filter = CatalogFilter { query: query.clone() };
                let found = portal.catalog(actor, filter, PageRequest::new(page, PAGE_SIZE)).await?;
                Written { text: catalog::markdown::catalog(&site, &query, &found), page: paths::catalog() }
            }
            Self::Search { query, product, page } => {
                let filter = SearchFilter { query: query.clone(), product, kind: None };
                let found = portal.search(actor, filter, PageRequest::new(page, PAGE_SIZE)).await?;
                Written { text: search::markdown::search(&site, &query, &found), page: paths::search() }
            }
            Self::Product { product } => {
                let found = portal.product(actor, &product).await?;
                let page = at_home(paths::product(&found.product.slug), paths::product(&product))?;
                Written { text: catalog::markdown::product(&site, &found), page }
            }
            Self::Document { product, path } => {
                let found = portal.document(actor, &product, &path).await?;
                let page =
                    at_home(paths::document(&found.product.slug, &path), paths::document(&product, &path))?;
                Written { text: catalog::markdown::document(&site, &found), page }
            }
            Self::Version { product, version, tag } => {
                let found = portal.version(actor, &product, &version).await?;
                let page = paths::version(&found.product_slug, &found.slug);
                let page = at_home(page, paths::version(&product, &version))?;
                let groups = portal.operations(actor, &product, &version, tag.as_deref()).await?;
                let overview = portal.reference_overview(actor, &product, &version).await?;
                let view = VersionView { version: found, overview, groups, filter: None };
                Written { text: specifications::markdown::version(&site, &view), page }
            }
            Self::Operation { product, version, operation } => {
                let found = portal.version(actor, &product, &version).await?;
                let page = paths::operation(&found.product_slug, &found.slug, &operation);
                let page = at_home(page, paths::operation(&product, &version, &operation))?;
                let choice = ReadingChoice { language: Some("curl".to_owned()), application: None };
                let reading = portal.read_operation(actor, &product, &version, &operation, choice).await?;
                Written { text: specifications::markdown::operation(&site, &found, &reading), page }
            }
            Self::Schema { product, version, at } => {
                let found = portal.version(actor, &product, &version).await?;
                let page = paths::schema(&found.product_slug, &found.slug, &at);
                let page = at_home(page, paths::schema(&product, &version, &at))?;
                let schema = portal.schema(actor, &product, &version, &at).await?;
                Written { text: specifications::markdown::schema(&site, &found, &schema), page }
            }
        };
        Ok(written)
    }
}
