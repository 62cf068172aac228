//! Who may read private products, and who may request access to them. For admins.
use crate::http::{
    State,
    api::{Caller, Json, Path, Query},
    problem::{ApiError, Problem},
};
use app::{
    catalog_roles::{NewRoleGrant, RoleFilter, RoleGrant, RoleWithdrawal},
    id::CatalogRoleId,
};
use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(list, grant)).routes(routes!(withdraw)).routes(routes!(preview))
}

/// List catalog roles
///
/// For admins: who may read private products, and who may request access to them.
#[utoipa::path(get, path = "/catalog-roles", tag = "Catalog roles", params(RoleFilter), responses(
    (status = 200, body = Vec<RoleGrant>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller, Query(filter): Query<RoleFilter>) -> Result<Json<Vec<RoleGrant>>, ApiError> {
    Ok(Json(caller.backend.catalog_roles(&caller.actor, filter).await?))
}

/// Grant a catalog role
///
/// For admins: to a team or to a developer, for one product or for every one, in the place of the role that
/// they had for the same. Takes effect at once.
#[utoipa::path(post, path = "/catalog-roles", tag = "Catalog roles", request_body = NewRoleGrant, responses(
    (status = 201, body = RoleGrant), (status = "4XX", body = Problem)))]
async fn grant(
    caller: Caller,
    Json(new): Json<NewRoleGrant>,
) -> Result<(StatusCode, Json<RoleGrant>), ApiError> {
    Ok((StatusCode::CREATED, Json(caller.backend.grant_catalog_role(&caller.actor, new).await?)))
}

/// Withdraw a catalog role
///
/// For admins. Takes effect at once; access that applications have goes on.
#[utoipa::path(delete, path = "/catalog-roles/{id}", tag = "Catalog roles", params(("id" = CatalogRoleId, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn withdraw(caller: Caller, Path(id): Path<CatalogRoleId>) -> Result<StatusCode, ApiError> {
    caller.backend.withdraw_catalog_role(&caller.actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// See what withdrawing a catalog role takes away
#[utoipa::path(get, path = "/catalog-roles/{id}/withdrawal", tag = "Catalog roles",
    params(("id" = CatalogRoleId, Path)),
    responses((status = 200, body = RoleWithdrawal), (status = "4XX", body = Problem)))]
async fn preview(caller: Caller, Path(id): Path<CatalogRoleId>) -> Result<Json<RoleWithdrawal>, ApiError> {
    Ok(Json(caller.backend.catalog_role_withdrawal(&caller.actor, id).await?))
}
