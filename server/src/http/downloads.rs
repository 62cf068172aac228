//! What agents and readers load beside pages: OpenAPI and AsyncAPI documents as JSON and as YAML, and images.
use super::{State, compression, problem::ApiError};
use app::{
    actor::Actor,
    catalog::{Catalog, ProductVersion},
    error::PortalError,
    paths,
    specifications::{SpecificationFamily, Specifications, Syntax},
};
use axum::{
    Extension, Router,
    extract::{self, Path},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

pub fn routes() -> Router<State> {
    let images = Router::new().route("/apis/{product}/images/{name}", get(image));
    let families = [SpecificationFamily::OpenApi, SpecificationFamily::AsyncApi];
    let kinds = families.into_iter().flat_map(|family| [(family, Syntax::Json), (family, Syntax::Yaml)]);
    kinds.fold(images, |router, (family, syntax)| {
        let answer = move |state: StateOf, actor: Extension<Actor>, place: Place, headers: HeaderMap| {
            file(state, actor, place, headers, (family, syntax))
        };
        router.route(&format!("/apis/{{product}}/{{version}}/{}", family.file_name(syntax)), get(answer))
    })
}

type Answer = Result<Response, ApiError>;
type Place = Path<(String, String)>;
type StateOf = extract::State<State>;

/// The name is made from the content, so what was loaded once holds for good.
async fn image(
    extract::State(state): extract::State<State>,
    Extension(actor): Extension<Actor>,
    Path((product, name)): Path<(String, String)>,
) -> Answer {
    let (bytes, media_type) = state.portal.image(&actor, &product, &name).await?;
    let mut response = bytes.into_response();
    set(response.headers_mut(), header::CONTENT_TYPE, &media_type)?;
    set(response.headers_mut(), header::CACHE_CONTROL, "private, max-age=31536000, immutable")?;
    Ok(response)
}

/// The document's number names its content for good, so nothing is read for those who have it.
async fn file(
    extract::State(state): StateOf,
    Extension(actor): Extension<Actor>,
    Path((product, version)): Place,
    headers: HeaderMap,
    (family, syntax): (SpecificationFamily, Syntax),
) -> Answer {
    let (found, id) = state.portal.current_specification(&actor, &product, &version).await?;
    let (product_now, version_now) = (&found.product_slug, &found.slug);
    let family_now = found.specification.unwrap_or(family);
    if (product_now, version_now, family_now) != (&product, &version, family) {
        let there = paths::specification_file(product_now, version_now, family_now, syntax);
        return Ok(Redirect::to(&there).into_response());
    }
    // Weak, since the same document may go out compressed.
    let tag = format!("W/\"{id}-{}\"", syntax.extension());
    let mut response = match has(&headers, &tag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => state.portal.specification_file(&actor, &product, &version, syntax).await?.into_response(),
    };
    describe(response.headers_mut(), &found, syntax)?;
    set(response.headers_mut(), header::ETAG, &tag)?;
    Ok(compression::mark(response))
}

/// Whether `If-None-Match` names the tag (RFC 9110, section 13.1.2).
fn has(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    known.flat_map(|value| value.split(',')).any(|known| known.trim() == "*" || opaque(known) == opaque(tag))
}

fn describe(headers: &mut HeaderMap, version: &ProductVersion, syntax: Syntax) -> Result<(), PortalError> {
    let name: String = format!("{}-{}", version.product_slug, version.slug)
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c))
        .collect();
    set(headers, header::CONTENT_TYPE, syntax.media_type())?;
    // To be asked for again each time: who may read it can change.
    set(headers, header::CACHE_CONTROL, "private, no-cache")?;
    let disposition = format!("attachment; filename=\"{name}.{}\"", syntax.extension());
    set(headers, header::CONTENT_DISPOSITION, &disposition)
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) -> Result<(), PortalError> {
    let value = HeaderValue::from_str(value).map_err(|_| PortalError::Internal)?;
    headers.insert(name, value);
    Ok(())
}
