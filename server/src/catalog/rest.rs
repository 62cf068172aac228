use crate::http::{
    State,
    api::{Caller, Json, PageQuery, Paged, Path, Query},
    problem::{ApiError, Problem},
};
use app::{
    catalog::{
        CatalogDeletion, CatalogFilter, NewProduct, Product, ProductCard, ProductDetail, ProductVersion,
        VersionSettings, Visibility, VisibilityPreview,
    },
    id::{ProductId, VersionId},
    page::Page,
};
use axum::{body::Bytes, http::StatusCode};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(catalog))
        .routes(routes!(products, create_product))
        .routes(routes!(product, update_product, delete_product))
        .routes(routes!(set_icon, remove_icon))
        .routes(routes!(product_deletion))
        .routes(routes!(set_visibility))
        .routes(routes!(preview_visibility))
        .routes(routes!(create_version))
        .routes(routes!(version, update_version, delete_version))
        .routes(routes!(version_by_slugs))
        .routes(routes!(publish))
        .routes(routes!(deprecate))
        .routes(routes!(retire))
        .routes(routes!(version_deletion))
}

/// `?q=words`
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Search {
    /// Words in title, summary, slug and labels.
    #[serde(default)]
    q: String,
}

impl Search {
    fn filter(self) -> CatalogFilter {
        CatalogFilter { query: self.q }
    }
}

/// List the catalog
///
/// The published products that the caller may see, by title.
#[utoipa::path(get, path = "/catalog", tag = "Catalog", params(Search, PageQuery), responses(
    (status = 200, body = Page<ProductCard>), (status = "4XX", body = Problem)))]
async fn catalog(
    caller: Caller,
    Query(search): Query<Search>,
    Query(page): Query<PageQuery>,
) -> Result<Paged<ProductCard>, ApiError> {
    Ok(Json(caller.backend.catalog(&caller.actor, search.filter(), page.request()).await?))
}

/// List all products
///
/// Those without a published version too. For admins.
#[utoipa::path(get, path = "/products", tag = "Catalog", params(Search, PageQuery), responses(
    (status = 200, body = Page<ProductCard>), (status = "4XX", body = Problem)))]
async fn products(
    caller: Caller,
    Query(search): Query<Search>,
    Query(page): Query<PageQuery>,
) -> Result<Paged<ProductCard>, ApiError> {
    Ok(Json(caller.backend.all_products(&caller.actor, search.filter(), page.request()).await?))
}

/// Create a product
#[utoipa::path(post, path = "/products", tag = "Catalog", request_body = NewProduct, responses(
    (status = 201, body = Product), (status = "4XX", body = Problem)))]
async fn create_product(
    caller: Caller,
    Json(new): Json<NewProduct>,
) -> Result<(StatusCode, Json<Product>), ApiError> {
    Ok((StatusCode::CREATED, Json(caller.backend.create_product(&caller.actor, new).await?)))
}

/// Get a product
///
/// By its slug, or by one that it had before; with its versions and documents.
#[utoipa::path(get, path = "/products/{product}", tag = "Catalog", params(("product" = String, Path)), responses(
    (status = 200, body = ProductDetail), (status = "4XX", body = Problem)))]
async fn product(caller: Caller, Path(slug): Path<String>) -> Result<Json<ProductDetail>, ApiError> {
    Ok(Json(caller.backend.product(&caller.actor, &slug).await?))
}

/// Change a product
///
/// By its id. Links with the slug that it had before keep working.
#[utoipa::path(put, path = "/products/{product}", tag = "Catalog", params(("product" = ProductId, Path)),
    request_body = NewProduct, responses((status = 200, body = Product), (status = "4XX", body = Problem)))]
async fn update_product(
    caller: Caller,
    Path(id): Path<ProductId>,
    Json(new): Json<NewProduct>,
) -> Result<Json<Product>, ApiError> {
    Ok(Json(caller.backend.update_product(&caller.actor, id, new).await?))
}

/// Delete a product
///
/// By its id; with its versions, documents and registrations.
#[utoipa::path(delete, path = "/products/{product}", tag = "Catalog", params(("product" = ProductId, Path)), responses(
    (status = 204), (status = "4XX", body = Problem)))]
async fn delete_product(caller: Caller, Path(id): Path<ProductId>) -> Result<StatusCode, ApiError> {
    caller.backend.delete_product(&caller.actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Deserialize, utoipa::ToSchema)]
struct NewVisibility {
    visibility: Visibility,
}

/// Set who sees a product
///
/// Access that applications have goes on, whoever loses sight of the product.
#[utoipa::path(put, path = "/products/{product}/visibility", tag = "Catalog", params(("product" = ProductId, Path)),
    request_body = NewVisibility, responses((status = 200, body = Product), (status = "4XX", body = Problem)))]
async fn set_visibility(
    caller: Caller,
    Path(id): Path<ProductId>,
    Json(new): Json<NewVisibility>,
) -> Result<Json<Product>, ApiError> {
    Ok(Json(caller.backend.set_visibility(&caller.actor, id, new.visibility).await?))
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct To {
    to: Visibility,
}

/// See what a change of who sees a product would do
///
/// Who sees it afterwards, who loses sight of it, and what access goes on all the same.
#[utoipa::path(get, path = "/products/{product}/visibility-preview", tag = "Catalog",
    params(("product" = ProductId, Path), To),
    responses((status = 200, body = VisibilityPreview), (status = "4XX", body = Problem)))]
async fn preview_visibility(
    caller: Caller,
    Path(id): Path<ProductId>,
    Query(asked): Query<To>,
) -> Result<Json<VisibilityPreview>, ApiError> {
    Ok(Json(caller.backend.visibility_preview(&caller.actor, id, asked.to).await?))
}

/// See what deleting a product takes along
#[utoipa::path(get, path = "/products/{product}/deletion", tag = "Catalog", params(("product" = ProductId, Path)), responses(
    (status = 200, body = CatalogDeletion), (status = "4XX", body = Problem)))]
async fn product_deletion(
    caller: Caller,
    Path(id): Path<ProductId>,
) -> Result<Json<CatalogDeletion>, ApiError> {
    Ok(Json(caller.backend.product_deletion(&caller.actor, id).await?))
}

/// Set a product's icon
///
/// The bytes of a PNG, JPEG or SVG of at most 500 KB.
#[utoipa::path(put, path = "/products/{product}/icon", tag = "Catalog", params(("product" = ProductId, Path)),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn set_icon(caller: Caller, Path(id): Path<ProductId>, body: Bytes) -> Result<StatusCode, ApiError> {
    caller.backend.set_product_icon(&caller.actor, id, Some(body.to_vec())).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Remove a product's icon
#[utoipa::path(delete, path = "/products/{product}/icon", tag = "Catalog", params(("product" = ProductId, Path)), responses(
    (status = 204), (status = "4XX", body = Problem)))]
async fn remove_icon(caller: Caller, Path(id): Path<ProductId>) -> Result<StatusCode, ApiError> {
    caller.backend.set_product_icon(&caller.actor, id, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Create a version
///
/// A draft, seen by admins only until it is published.
#[utoipa::path(post, path = "/products/{product}/versions", tag = "Versions", params(("product" = ProductId, Path)),
    request_body = VersionSettings, responses((status = 201, body = ProductVersion), (status = "4XX", body = Problem)))]
async fn create_version(
    caller: Caller,
    Path(product): Path<ProductId>,
    Json(settings): Json<VersionSettings>,
) -> Result<(StatusCode, Json<ProductVersion>), ApiError> {
    Ok((StatusCode::CREATED, Json(caller.backend.create_version(&caller.actor, product, settings).await?)))
}

/// Get a version by its slugs
///
/// `latest` is the newest published one.
#[utoipa::path(get, path = "/products/{product}/versions/{version}", tag = "Versions",
    params(("product" = String, Path), ("version" = String, Path)),
    responses((status = 200, body = ProductVersion), (status = "4XX", body = Problem)))]
async fn version_by_slugs(
    caller: Caller,
    Path((product, version)): Path<(String, String)>,
) -> Result<Json<ProductVersion>, ApiError> {
    Ok(Json(caller.backend.version(&caller.actor, &product, &version).await?))
}

/// Get a version
///
/// For admins.
#[utoipa::path(get, path = "/versions/{id}", tag = "Versions", params(("id" = VersionId, Path)), responses(
    (status = 200, body = ProductVersion), (status = "4XX", body = Problem)))]
async fn version(caller: Caller, Path(id): Path<VersionId>) -> Result<Json<ProductVersion>, ApiError> {
    Ok(Json(caller.backend.version_by_id(&caller.actor, id).await?))
}

/// Change a version's settings
///
/// The address follows the name until the version is first published.
#[utoipa::path(put, path = "/versions/{id}", tag = "Versions", params(("id" = VersionId, Path)),
    request_body = VersionSettings, responses((status = 200, body = ProductVersion), (status = "4XX", body = Problem)))]
async fn update_version(
    caller: Caller,
    Path(id): Path<VersionId>,
    Json(settings): Json<VersionSettings>,
) -> Result<Json<ProductVersion>, ApiError> {
    Ok(Json(caller.backend.update_version(&caller.actor, id, settings).await?))
}

/// Publish a version
#[utoipa::path(post, path = "/versions/{id}/publish", tag = "Versions", params(("id" = VersionId, Path)), responses(
    (status = 200, body = ProductVersion), (status = "4XX", body = Problem)))]
async fn publish(caller: Caller, Path(id): Path<VersionId>) -> Result<Json<ProductVersion>, ApiError> {
    Ok(Json(caller.backend.publish_version(&caller.actor, id).await?))
}

/// When a deprecated version ends.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
struct Deprecation {
    /// A moment in the future, if it is decided.
    #[serde(default)]
    sunset_at: Option<DateTime<Utc>>,
}

/// Deprecate a version
///
/// It stays callable and shows its sunset date.
#[utoipa::path(post, path = "/versions/{id}/deprecate", tag = "Versions", params(("id" = VersionId, Path)),
    request_body = Deprecation, responses((status = 200, body = ProductVersion), (status = "4XX", body = Problem)))]
async fn deprecate(
    caller: Caller,
    Path(id): Path<VersionId>,
    Json(deprecation): Json<Deprecation>,
) -> Result<Json<ProductVersion>, ApiError> {
    Ok(Json(caller.backend.deprecate_version(&caller.actor, id, deprecation.sunset_at).await?))
}

/// Retire a version
///
/// From then on every call is refused.
#[utoipa::path(post, path = "/versions/{id}/retire", tag = "Versions", params(("id" = VersionId, Path)), responses(
    (status = 200, body = ProductVersion), (status = "4XX", body = Problem)))]
async fn retire(caller: Caller, Path(id): Path<VersionId>) -> Result<Json<ProductVersion>, ApiError> {
    Ok(Json(caller.backend.retire_version(&caller.actor, id).await?))
}

/// See what deleting a version takes along
#[utoipa::path(get, path = "/versions/{id}/deletion", tag = "Versions", params(("id" = VersionId, Path)), responses(
    (status = 200, body = CatalogDeletion), (status = "4XX", body = Problem)))]
async fn version_deletion(
    caller: Caller,
    Path(id): Path<VersionId>,
) -> Result<Json<CatalogDeletion>, ApiError> {
    Ok(Json(caller.backend.version_deletion(&caller.actor, id).await?))
}

/// Delete a version
///
/// Drafts and retired ones only.
#[utoipa::path(delete, path = "/versions/{id}", tag = "Versions", params(("id" = VersionId, Path)), responses(
    (status = 204), (status = "4XX", body = Problem)))]
async fn delete_version(caller: Caller, Path(id): Path<VersionId>) -> Result<StatusCode, ApiError> {
    caller.backend.delete_version(&caller.actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
