use crate::http::{
    State,
    api::{Caller, Json, Path, Query},
    problem::{ApiError, Problem},
};
use app::{
    catalog::{Document, DocumentMove, DocumentPage, Image, NewDocument, RenderedDocument},
    error::PortalError,
    id::{DocumentId, ImageId, ProductId},
};
use axum::{body::to_bytes, extract::Request, http::StatusCode};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(create_document))
        .routes(routes!(document))
        .routes(routes!(update_document, delete_document))
        .routes(routes!(move_document))
        .routes(routes!(preview_document))
        .routes(routes!(images, add_image))
        .routes(routes!(delete_image))
}

/// Create a document
#[utoipa::path(post, path = "/products/{product}/documents", tag = "Documents", params(("product" = ProductId, Path)),
    request_body = NewDocument, responses((status = 201, body = Document), (status = "4XX", body = Problem)))]
async fn create_document(
    caller: Caller,
    Path(product): Path<ProductId>,
    Json(new): Json<NewDocument>,
) -> Result<(StatusCode, Json<Document>), ApiError> {
    Ok((StatusCode::CREATED, Json(caller.backend.create_document(&caller.actor, product, new).await?)))
}

/// Read a document
///
/// By the product's slug and the document's path.
#[utoipa::path(get, path = "/products/{product}/documents/{*path}", tag = "Documents",
    params(("product" = String, Path), ("path" = String, Path)),
    responses((status = 200, body = DocumentPage), (status = "4XX", body = Problem)))]
async fn document(
    caller: Caller,
    Path((product, path)): Path<(String, String)>,
) -> Result<Json<DocumentPage>, ApiError> {
    Ok(Json(caller.backend.document(&caller.actor, &product, &path).await?))
}

/// Change a document
///
/// What stands below it moves along.
#[utoipa::path(put, path = "/documents/{id}", tag = "Documents", params(("id" = DocumentId, Path)),
    request_body = NewDocument, responses((status = 200, body = Document), (status = "4XX", body = Problem)))]
async fn update_document(
    caller: Caller,
    Path(id): Path<DocumentId>,
    Json(new): Json<NewDocument>,
) -> Result<Json<Document>, ApiError> {
    Ok(Json(caller.backend.update_document(&caller.actor, id, new).await?))
}

/// Delete a document
///
/// With what stands below it.
#[utoipa::path(delete, path = "/documents/{id}", tag = "Documents", params(("id" = DocumentId, Path)), responses(
    (status = 204), (status = "4XX", body = Problem)))]
async fn delete_document(caller: Caller, Path(id): Path<DocumentId>) -> Result<StatusCode, ApiError> {
    caller.backend.delete_document(&caller.actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Move a document
///
/// One step, with what stands below it: up or down among its neighbours, in below the one above it, or
/// out by one level.
#[utoipa::path(post, path = "/documents/{id}/move", tag = "Documents", params(("id" = DocumentId, Path)),
    request_body = DocumentMove, responses((status = 200, body = Document), (status = "4XX", body = Problem)))]
async fn move_document(
    caller: Caller,
    Path(id): Path<DocumentId>,
    Json(DocumentMove { step }): Json<DocumentMove>,
) -> Result<Json<Document>, ApiError> {
    Ok(Json(caller.backend.move_document(&caller.actor, id, step).await?))
}

/// `{"body": "# Text"}`
#[derive(Debug, Deserialize, utoipa::ToSchema)]
struct Unsaved {
    /// Markdown, at most 1,000,000 characters.
    body: String,
}

/// Preview a document
///
/// A text that is not saved, as readers of the product would see it.
#[utoipa::path(post, path = "/products/{product}/document-preview", tag = "Documents", params(("product" = ProductId, Path)),
    request_body = Unsaved, responses((status = 200, body = RenderedDocument), (status = "4XX", body = Problem)))]
async fn preview_document(
    caller: Caller,
    Path(id): Path<ProductId>,
    Json(Unsaved { body }): Json<Unsaved>,
) -> Result<Json<RenderedDocument>, ApiError> {
    Ok(Json(caller.backend.preview_document(&caller.actor, id, &body).await?))
}

/// List a product's images
///
/// Newest first. For admins.
#[utoipa::path(get, path = "/products/{product}/images", tag = "Documents", params(("product" = ProductId, Path)),
    responses((status = 200, body = Vec<Image>), (status = "4XX", body = Problem)))]
async fn images(caller: Caller, Path(id): Path<ProductId>) -> Result<Json<Vec<Image>>, ApiError> {
    Ok(Json(caller.backend.images(&caller.actor, id).await?))
}

/// `?alt=A map of the stations`
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Showing {
    /// What it shows, for those who do not see it; 1 to 255 characters.
    #[serde(default)]
    alt: String,
}

/// Add an image
///
/// The bytes of a PNG, JPEG, GIF, WebP or AVIF. Documents of the product show it as
/// `![what it shows](image:name)`. The same content again is the same image.
#[utoipa::path(post, path = "/products/{product}/images", tag = "Documents", params(("product" = ProductId, Path), Showing),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = Image), (status = "4XX", body = Problem)))]
async fn add_image(
    caller: Caller,
    Path(id): Path<ProductId>,
    Query(Showing { alt }): Query<Showing>,
    axum::extract::State(state): axum::extract::State<State>,
    request: Request,
) -> Result<(StatusCode, Json<Image>), ApiError> {
    let limit = state.portal.config.limits.image_bytes;
    let too_large = |_| PortalError::TooLarge { limit_bytes: limit as u64 };
    let body = to_bytes(request.into_body(), limit).await.map_err(too_large)?;
    let image = caller.backend.add_image(&caller.actor, id, &alt, body.to_vec()).await?;
    Ok((StatusCode::CREATED, Json(image)))
}

/// Delete an image
///
/// One that no document shows.
#[utoipa::path(delete, path = "/images/{id}", tag = "Documents", params(("id" = ImageId, Path)), responses(
    (status = 204), (status = "4XX", body = Problem)))]
async fn delete_image(caller: Caller, Path(id): Path<ImageId>) -> Result<StatusCode, ApiError> {
    caller.backend.delete_image(&caller.actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
