//! Developers, for approvers and admins. A person's own account is [`super::rest_me`].
use crate::http::{
    State,
    api::{Caller, Json, PageQuery, Paged, Path, Query},
    problem::{ApiError, Problem},
};
use app::{
    actor::Role,
    developers::{Developer, DeveloperDeletion, DeveloperFilter, DeveloperStatus, NewDeveloper},
    id::DeveloperId,
    page::Page,
};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, delete))
        .routes(routes!(preview_deletion))
        .routes(routes!(approve))
        .routes(routes!(reject))
        .routes(routes!(revoke))
        .routes(routes!(change_role))
        .merge(super::rest_me::routes())
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Words in the name or the e-mail address.
    #[serde(default)]
    q: String,
    /// Only those with this status.
    #[serde(default)]
    status: Option<DeveloperStatus>,
}

/// A developer who is approved from the start.
#[derive(Deserialize, utoipa::ToSchema)]
struct ApprovedDeveloper {
    /// At most 250 characters.
    email: String,
    /// 1 to 256 characters.
    full_name: String,
    role: Role,
    /// 15 to 256 characters.
    password: String,
}

/// Why it is decided so.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
struct DeveloperDecision {
    /// The developer reads it; 1 to 1,000 characters.
    #[serde(default)]
    reason: String,
}

#[derive(Debug, Deserialize, utoipa::ToSchema)]
struct RoleChange {
    role: Role,
}

/// List developers
///
/// For approvers and admins; newest first.
#[utoipa::path(get, path = "/developers", tag = "Developers", params(Filter, PageQuery), responses((status = 200, body = Page<Developer>), (status = "4XX", body = Problem)))]
async fn list(
    caller: Caller,
    Query(filter): Query<Filter>,
    Query(page): Query<PageQuery>,
) -> Result<Paged<Developer>, ApiError> {
    let filter = DeveloperFilter { query: filter.q, status: filter.status };
    Ok(Json(caller.backend.developers(&caller.actor, filter, page.request()).await?))
}

/// Create a developer
///
/// For admins: approved from the start, without a mail.
#[utoipa::path(post, path = "/developers", tag = "Developers", request_body = ApprovedDeveloper, responses((status = 201, body = Developer), (status = "4XX", body = Problem)))]
async fn create(
    caller: Caller,
    Json(new): Json<ApprovedDeveloper>,
) -> Result<(StatusCode, Json<Developer>), ApiError> {
    let who = NewDeveloper { email: new.email, full_name: new.full_name };
    let created = caller.backend.create_approved(&caller.actor, who, new.role, &new.password).await?;
    Ok((StatusCode::CREATED, Json(created)))
}

/// Get a developer
#[utoipa::path(get, path = "/developers/{id}", tag = "Developers", params(("id" = DeveloperId, Path)), responses((status = 200, body = Developer), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Path(id): Path<DeveloperId>) -> Result<Json<Developer>, ApiError> {
    Ok(Json(caller.backend.developer(&caller.actor, id).await?))
}

/// Delete a developer
///
/// For admins. Takes their applications, keys and access along; refused for the last admin.
#[utoipa::path(delete, path = "/developers/{id}", tag = "Developers", params(("id" = DeveloperId, Path)), responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Path(id): Path<DeveloperId>) -> Result<StatusCode, ApiError> {
    caller.backend.delete_developer(&caller.actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Preview a deletion
///
/// What deleting this developer would take along.
#[utoipa::path(get, path = "/developers/{id}/deletion", tag = "Developers", params(("id" = DeveloperId, Path)), responses((status = 200, body = DeveloperDeletion), (status = "4XX", body = Problem)))]
async fn preview_deletion(
    caller: Caller,
    Path(id): Path<DeveloperId>,
) -> Result<Json<DeveloperDeletion>, ApiError> {
    Ok(Json(caller.backend.developer_deletion(&caller.actor, id).await?))
}

/// Approve a developer
///
/// Also brings back a revoked one, with their keys.
#[utoipa::path(post, path = "/developers/{id}/approve", tag = "Developers", params(("id" = DeveloperId, Path)), responses((status = 200, body = Developer), (status = "4XX", body = Problem)))]
async fn approve(caller: Caller, Path(id): Path<DeveloperId>) -> Result<Json<Developer>, ApiError> {
    Ok(Json(caller.backend.approve_developer(&caller.actor, id).await?))
}

/// Reject a developer
///
/// Only who waits can be rejected.
#[utoipa::path(post, path = "/developers/{id}/reject", tag = "Developers", params(("id" = DeveloperId, Path)), request_body = DeveloperDecision, responses((status = 200, body = Developer), (status = "4XX", body = Problem)))]
async fn reject(
    caller: Caller,
    Path(id): Path<DeveloperId>,
    Json(decision): Json<DeveloperDecision>,
) -> Result<Json<Developer>, ApiError> {
    Ok(Json(caller.backend.reject_developer(&caller.actor, id, &decision.reason).await?))
}

/// Revoke a developer
///
/// Ends their sessions and stops the keys of applications that only they own, at once.
#[utoipa::path(post, path = "/developers/{id}/revoke", tag = "Developers", params(("id" = DeveloperId, Path)), request_body = DeveloperDecision, responses((status = 200, body = Developer), (status = "4XX", body = Problem)))]
async fn revoke(
    caller: Caller,
    Path(id): Path<DeveloperId>,
    Json(decision): Json<DeveloperDecision>,
) -> Result<Json<Developer>, ApiError> {
    Ok(Json(caller.backend.revoke_developer(&caller.actor, id, &decision.reason).await?))
}

/// Change a role
///
/// For admins; refused for the last admin. Ends the person's sessions.
#[utoipa::path(put, path = "/developers/{id}/role", tag = "Developers", params(("id" = DeveloperId, Path)), request_body = RoleChange, responses((status = 200, body = Developer), (status = "4XX", body = Problem)))]
async fn change_role(
    caller: Caller,
    Path(id): Path<DeveloperId>,
    Json(change): Json<RoleChange>,
) -> Result<Json<Developer>, ApiError> {
    Ok(Json(caller.backend.change_role(&caller.actor, id, change.role).await?))
}
