//! What is no page: icons to download, files to upload.
//!
//! Uploads are plain multipart forms, so that they work without WASM. A refusal shows the page that
//! the form stands on again, with the reason.
use super::{State, pages, plain_post, problem::ApiError};
use app::{
    actor::{Actor, Who},
    catalog::{Catalog, ICON_MAX_BYTES},
    error::PortalError,
    id::{ProductId, VersionId},
    paths,
    specifications::Specifications,
    ui::form::Submission,
};
use axum::{
    Extension, Router,
    body::Body,
    extract::{self, DefaultBodyLimit, FromRequest, Multipart, Path, Request},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use futures::StreamExt;

/// What a multipart form adds around its file.
const AROUND: usize = 16 * 1024;
/// A browser reads the answer only once it has sent everything: so much is taken in and dropped.
const DROPPED_AT_MOST: usize = 256 * 1024 * 1024;

pub fn routes(state: &State) -> Router<State> {
    let limits = &state.portal.config.limits;
    let specifications = DefaultBodyLimit::max(limits.specification_bytes + AROUND);
    let images = DefaultBodyLimit::max(limits.image_bytes + AROUND);
    Router::new()
        .route("/apis/{product}/icon", get(icon))
        .route("/admin/upload/{version}", post(upload_specification).layer(specifications))
        .route("/admin/images/{product}", post(upload_image).layer(images))
        .route("/admin/icons/{product}", post(upload_icon).layer(DefaultBodyLimit::max(2 * ICON_MAX_BYTES)))
}

async fn icon(
    extract::State(state): extract::State<State>,
    Extension(actor): Extension<Actor>,
    Path(product): Path<String>,
) -> Result<Response, ApiError> {
    let (bytes, media_type) = state.portal.product_icon(&actor, &product).await?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers
        .insert(header::CONTENT_TYPE, HeaderValue::from_str(&media_type).map_err(|_| PortalError::Internal)?);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=60"));
    // An SVG opened by itself runs nothing and loads nothing.
    let policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    Ok(response)
}

async fn upload_specification(
    extract::State(state): extract::State<State>,
    Extension(actor): Extension<Actor>,
    Path(version): Path<String>,
    request: Request,
) -> Response {
    let limit = state.portal.config.limits.specification_bytes;
    let Ok(id) = version.parse::<VersionId>() else { return missing(state, request).await };
    let found = match state.portal.version_by_id(&actor, id).await {
        Ok(found) => found,
        Err(error) => return refused_outright(error, &actor, request),
    };
    let page = paths::admin_version(&found.product_slug, &found.slug);
    let outcome = match file(&state, request, limit).await {
        Ok(file) => state.portal.import_specification(&actor, id, &file.name, file.bytes).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(import) => Redirect::to(&paths::admin_import(import.id)).into_response(),
        Err(error) => show_again(state, actor, &page, "upload_specification", error).await,
    }
}

async fn upload_icon(
    extract::State(state): extract::State<State>,
    Extension(actor): Extension<Actor>,
    Path(product): Path<String>,
    request: Request,
) -> Response {
    let found = match state.portal.product(&actor, &product).await {
        Ok(found) => found.product,
        Err(error) => return refused_outright(error, &actor, request),
    };
    let page = paths::admin_product(&found.slug);
    match set_icon(&state, &actor, found.id, request).await {
        Ok(()) => Redirect::to(&page).into_response(),
        Err(error) => show_again(state, actor, &page, "upload_icon", error).await,
    }
}

async fn upload_image(
    extract::State(state): extract::State<State>,
    Extension(actor): Extension<Actor>,
    Path(product): Path<String>,
    request: Request,
) -> Response {
    let found = match state.portal.product(&actor, &product).await {
        Ok(found) => found.product,
        Err(error) => return refused_outright(error, &actor, request),
    };
    let page = paths::admin_images(&found.slug);
    match add_image(&state, &actor, found.id, request).await {
        Ok(()) => Redirect::to(&page).into_response(),
        Err(error) => show_again(state, actor, &page, "upload_image", error).await,
    }
}

async fn add_image(state: &State, actor: &Actor, id: ProductId, request: Request) -> Result<(), PortalError> {
    actor.as_admin()?;
    let file = file(state, request, state.portal.config.limits.image_bytes).await?;
    state.portal.add_image(actor, id, &file.alt, file.bytes).await.map(drop)
}

async fn set_icon(state: &State, actor: &Actor, id: ProductId, request: Request) -> Result<(), PortalError> {
    actor.as_admin()?;
    let file = match file(state, request, ICON_MAX_BYTES).await {
        Err(PortalError::TooLarge { .. }) => return Err(PortalError::field("icon", "At most 500 KB.")),
        other => other?,
    };
    state.portal.set_product_icon(actor, id, Some(file.bytes)).await
}

struct File {
    name: String,
    /// What stood in the field `alt` before it.
    alt: String,
    bytes: Vec<u8>,
}

/// The form's field `file`, read up to the limit and not beyond.
async fn file(state: &State, request: Request, limit: usize) -> Result<File, PortalError> {
    let too_large = PortalError::TooLarge { limit_bytes: limit as u64 };
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if announced.and_then(|length| length.parse::<usize>().ok()).is_some_and(|length| length > limit + AROUND)
    {
        drop_body(request.into_body()).await;
        return Err(too_large);
    }
    let unreadable =
        || PortalError::field("file", "The upload could not be read. Please choose the file again.");
    let mut form = Multipart::from_request(request, state).await.map_err(|_| unreadable())?;
    let mut alt = String::new();
    while let Some(mut field) = form.next_field().await.map_err(|_| unreadable())? {
        match field.name() {
            Some("file") => {}
            Some("alt") => {
                alt = field.text().await.map_err(|_| unreadable())?;
                continue;
            }
            _ => continue,
        }
        let name = field.file_name().unwrap_or("document").to_owned();
        let mut bytes = Vec::new();
        loop {
            match field.chunk().await {
                Ok(Some(chunk)) if bytes.len() + chunk.len() > limit => return Err(too_large),
                Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => return Err(too_large),
                Err(_) => return Err(unreadable()),
            }
        }
        return Ok(File { name, alt, bytes });
    }
    Err(PortalError::field("file", "Please choose a file."))
}

async fn drop_body(body: Body) {
    let (mut stream, mut dropped) = (body.into_data_stream(), 0);
    while let Some(Ok(chunk)) = stream.next().await {
        dropped += chunk.len();
        if dropped > DROPPED_AT_MOST {
            return;
        }
    }
}

/// Programs that ask for JSON and people whom nothing else can be shown.
fn refused_outright(error: PortalError, actor: &Actor, request: Request) -> Response {
    let wants_page = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    if wants_page && matches!(error, PortalError::NotSignedIn) && actor.who == Who::Anonymous {
        return Redirect::to(&paths::sign_in_and_return(&paths::admin_products())).into_response();
    }
    ApiError(error).into_response()
}

async fn missing(state: State, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let mut page = Request::new(Body::empty());
    *page.uri_mut() = parts.uri;
    *page.headers_mut() = parts.headers;
    *page.extensions_mut() = parts.extensions;
    pages::render_not_found(state, page).await
}

/// The page that the form stands on, with what is wrong.
async fn show_again(state: State, actor: Actor, page: &str, function: &str, error: PortalError) -> Response {
    let submission = Submission { function: function.to_owned(), fields: Vec::new(), outcome: Err(error) };
    plain_post::show(state, actor, page, submission).await
}
