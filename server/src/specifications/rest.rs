use crate::http::{
    State,
    api::{Caller, Json, Path, Query},
    problem::{ApiError, Problem},
};
use app::{
    error::PortalError,
    id::{ImportId, SpecificationId, VersionId},
    specifications::{
        Comparison, Import, OperationDetail, OperationGroup, ReferenceOverview, SchemaDetail, Specification,
    },
};
use axum::{
    body::to_bytes,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(import_specification))
        .routes(routes!(specifications))
        .routes(routes!(import))
        .routes(routes!(specification))
        .routes(routes!(use_specification))
        .routes(routes!(preview))
        .routes(routes!(comparison))
        .routes(routes!(operations))
        .routes(routes!(operation))
        .routes(routes!(overview))
        .routes(routes!(schema))
        .routes(routes!(source))
}

/// Import a specification
///
/// The bytes of an OpenAPI 2.0 to 3.2 or AsyncAPI 2.0 to 3.1 document in JSON or YAML. It is read in the
/// background: watch the import, then use the specification that it has become.
#[utoipa::path(put, path = "/versions/{id}/specification", tag = "Specifications", params(("id" = VersionId, Path)),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 202, body = Import), (status = "4XX", body = Problem)))]
async fn import_specification(
    caller: Caller,
    Path(id): Path<VersionId>,
    axum::extract::State(state): axum::extract::State<State>,
    request: Request,
) -> Result<(StatusCode, Json<Import>), ApiError> {
    let limit = state.portal.config.limits.specification_bytes;
    let too_large = |_| PortalError::TooLarge { limit_bytes: limit as u64 };
    let body = to_bytes(request.into_body(), limit).await.map_err(too_large)?;
    let import = caller.backend.import_specification(&caller.actor, id, "document", body.to_vec()).await?;
    Ok((StatusCode::ACCEPTED, Json(import)))
}

/// List a version's specifications
///
/// Newest first. For admins.
#[utoipa::path(get, path = "/versions/{id}/specifications", tag = "Specifications", params(("id" = VersionId, Path)),
    responses((status = 200, body = Vec<Specification>), (status = "4XX", body = Problem)))]
async fn specifications(
    caller: Caller,
    Path(id): Path<VersionId>,
) -> Result<Json<Vec<Specification>>, ApiError> {
    Ok(Json(caller.backend.specifications(&caller.actor, id).await?))
}

/// Watch an import
#[utoipa::path(get, path = "/imports/{id}", tag = "Specifications", params(("id" = ImportId, Path)), responses(
    (status = 200, body = Import), (status = "4XX", body = Problem)))]
async fn import(caller: Caller, Path(id): Path<ImportId>) -> Result<Json<Import>, ApiError> {
    Ok(Json(caller.backend.import(&caller.actor, id).await?))
}

/// Get a specification
///
/// With what is wrong with the document. For admins.
#[utoipa::path(get, path = "/specifications/{id}", tag = "Specifications", params(("id" = SpecificationId, Path)), responses(
    (status = 200, body = Specification), (status = "4XX", body = Problem)))]
async fn specification(
    caller: Caller,
    Path(id): Path<SpecificationId>,
) -> Result<Json<Specification>, ApiError> {
    Ok(Json(caller.backend.specification(&caller.actor, id).await?))
}

/// Use a specification
///
/// Readers of its version see it from then on.
#[utoipa::path(post, path = "/specifications/{id}/use", tag = "Specifications", params(("id" = SpecificationId, Path)), responses(
    (status = 200, body = Specification), (status = "4XX", body = Problem)))]
async fn use_specification(
    caller: Caller,
    Path(id): Path<SpecificationId>,
) -> Result<Json<Specification>, ApiError> {
    Ok(Json(caller.backend.use_specification(&caller.actor, id).await?))
}

/// Preview the operations of a specification
#[utoipa::path(get, path = "/specifications/{id}/operations", tag = "Specifications", params(("id" = SpecificationId, Path)),
    responses((status = 200, body = Vec<OperationGroup>), (status = "4XX", body = Problem)))]
async fn preview(
    caller: Caller,
    Path(id): Path<SpecificationId>,
) -> Result<Json<Vec<OperationGroup>>, ApiError> {
    Ok(Json(caller.backend.preview_operations(&caller.actor, id).await?))
}

/// Compare a specification with the one that readers see
///
/// Operations that are added, removed and changed, with what may break programs. `null` where readers see
/// nothing yet, or this very document. For admins.
#[utoipa::path(get, path = "/specifications/{id}/comparison", tag = "Specifications",
    params(("id" = SpecificationId, Path)),
    responses((status = 200, body = Option<Comparison>), (status = "4XX", body = Problem)))]
async fn comparison(
    caller: Caller,
    Path(id): Path<SpecificationId>,
) -> Result<Json<Option<Comparison>>, ApiError> {
    Ok(Json(caller.backend.compare_specification(&caller.actor, id).await?))
}

/// `?tag=pets`
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct OfTag {
    /// List the operations of this tag.
    #[serde(default)]
    tag: Option<String>,
}

/// List a version's operations
///
/// By tag. Large documents list the operations of one tag at a time.
#[utoipa::path(get, path = "/products/{product}/versions/{version}/operations", tag = "Specifications",
    params(("product" = String, Path), ("version" = String, Path), OfTag),
    responses((status = 200, body = Vec<OperationGroup>), (status = "4XX", body = Problem)))]
async fn operations(
    caller: Caller,
    Path((product, version)): Path<(String, String)>,
    Query(of): Query<OfTag>,
) -> Result<Json<Vec<OperationGroup>>, ApiError> {
    Ok(Json(caller.backend.operations(&caller.actor, &product, &version, of.tag.as_deref()).await?))
}

/// Read an operation
#[utoipa::path(get, path = "/products/{product}/versions/{version}/operations/{operation}", tag = "Specifications",
    params(("product" = String, Path), ("version" = String, Path), ("operation" = String, Path)),
    responses((status = 200, body = OperationDetail), (status = "4XX", body = Problem)))]
async fn operation(
    caller: Caller,
    Path((product, version, operation)): Path<(String, String, String)>,
) -> Result<Json<OperationDetail>, ApiError> {
    Ok(Json(caller.backend.operation(&caller.actor, &product, &version, &operation).await?))
}

/// Read what a version's document says before its operations
///
/// Servers, security schemes, the first hundred named schemas.
#[utoipa::path(get, path = "/products/{product}/versions/{version}/overview", tag = "Specifications",
    params(("product" = String, Path), ("version" = String, Path)),
    responses((status = 200, body = ReferenceOverview), (status = "4XX", body = Problem)))]
async fn overview(
    caller: Caller,
    Path((product, version)): Path<(String, String)>,
) -> Result<Json<ReferenceOverview>, ApiError> {
    Ok(Json(caller.backend.reference_overview(&caller.actor, &product, &version).await?))
}

/// `?at=#/components/schemas/Pet`
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct AtAddress {
    /// Where the schema stands: a JSON pointer as a fragment, or an `address` from an operation.
    at: String,
}

/// Read a schema
///
/// One level of it; what lies deeper has an address of its own.
#[utoipa::path(get, path = "/products/{product}/versions/{version}/schema", tag = "Specifications",
    params(("product" = String, Path), ("version" = String, Path), AtAddress),
    responses((status = 200, body = SchemaDetail), (status = "4XX", body = Problem)))]
async fn schema(
    caller: Caller,
    Path((product, version)): Path<(String, String)>,
    Query(AtAddress { at }): Query<AtAddress>,
) -> Result<Json<SchemaDetail>, ApiError> {
    Ok(Json(caller.backend.schema(&caller.actor, &product, &version, &at).await?))
}

/// Download the document
///
/// As it was uploaded.
#[utoipa::path(get, path = "/products/{product}/versions/{version}/specification", tag = "Specifications",
    params(("product" = String, Path), ("version" = String, Path)),
    responses((status = 200, content_type = "application/octet-stream"), (status = "4XX", body = Problem)))]
async fn source(
    caller: Caller,
    Path((product, version)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let (bytes, media_type) = caller.backend.specification_source(&caller.actor, &product, &version).await?;
    let mut response = bytes.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
