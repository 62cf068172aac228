use crate::http::{
    State,
    api::{Caller, Json, PageQuery, Paged, Path, Query},
    problem::{ApiError, Problem},
};
use app::{
    id::{RegistrationId, VersionId},
    page::Page,
    registrations::{NewRegistration, Registration, RegistrationFilter, RegistrationStatus},
};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list_own, request_access))
        .routes(routes!(list))
        .routes(routes!(get, withdraw))
        .routes(routes!(approve))
        .routes(routes!(reject))
        .routes(routes!(revoke))
}

/// What to register for.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
struct AccessRequest {
    version_id: VersionId,
    /// What the access is for: at most 255 characters.
    #[serde(default)]
    purpose: String,
}

/// Why it is decided so.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
struct DecisionReason {
    /// The developer reads it; at most 1,000 characters. Needed to reject and to revoke.
    #[serde(default)]
    reason: String,
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only those with this status.
    #[serde(default)]
    status: Option<RegistrationStatus>,
    /// Words in the application's name, the developer's name or address, the API's title.
    #[serde(default)]
    q: String,
}

/// List an application's registrations
#[utoipa::path(get, path = "/applications/{slug}/registrations", tag = "Registrations", params(("slug" = String, Path)),
    responses((status = 200, body = Vec<Registration>), (status = "4XX", body = Problem)))]
async fn list_own(caller: Caller, Path(slug): Path<String>) -> Result<Json<Vec<Registration>>, ApiError> {
    Ok(Json(caller.backend.own_registrations(&caller.actor, &slug).await?))
}

/// Request access
///
/// Approved at once where the portal or the version says so; else it waits for an approver.
#[utoipa::path(post, path = "/applications/{slug}/registrations", tag = "Registrations", params(("slug" = String, Path)),
    request_body = AccessRequest, responses((status = 201, body = Registration), (status = "4XX", body = Problem)))]
async fn request_access(
    caller: Caller,
    Path(application): Path<String>,
    Json(AccessRequest { version_id, purpose }): Json<AccessRequest>,
) -> Result<(StatusCode, Json<Registration>), ApiError> {
    let new = NewRegistration { application, version_id, purpose };
    Ok((StatusCode::CREATED, Json(caller.backend.request_access(&caller.actor, new).await?)))
}

/// List registrations
///
/// For approvers. Newest first.
#[utoipa::path(get, path = "/registrations", tag = "Registrations", params(ListQuery, PageQuery),
    responses((status = 200, body = Page<Registration>), (status = "4XX", body = Problem)))]
async fn list(
    caller: Caller,
    Query(ListQuery { status, q: query }): Query<ListQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Paged<Registration>, ApiError> {
    let filter = RegistrationFilter { query, status };
    Ok(Json(caller.backend.registrations(&caller.actor, filter, page.request()).await?))
}

/// Get a registration
///
/// For approvers.
#[utoipa::path(get, path = "/registrations/{id}", tag = "Registrations", params(("id" = RegistrationId, Path)),
    responses((status = 200, body = Registration), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Path(id): Path<RegistrationId>) -> Result<Json<Registration>, ApiError> {
    Ok(Json(caller.backend.registration(&caller.actor, id).await?))
}

/// Withdraw a registration
///
/// By the application's owner; a revoked one cannot be withdrawn.
#[utoipa::path(delete, path = "/registrations/{id}", tag = "Registrations", params(("id" = RegistrationId, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn withdraw(caller: Caller, Path(id): Path<RegistrationId>) -> Result<StatusCode, ApiError> {
    caller.backend.withdraw(&caller.actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Approve a registration
///
/// For approvers. Reinstates a revoked one.
#[utoipa::path(post, path = "/registrations/{id}/approve", tag = "Registrations", params(("id" = RegistrationId, Path)),
    request_body = DecisionReason, responses((status = 200, body = Registration), (status = "4XX", body = Problem)))]
async fn approve(
    caller: Caller,
    Path(id): Path<RegistrationId>,
    Json(why): Json<DecisionReason>,
) -> Result<Json<Registration>, ApiError> {
    Ok(Json(caller.backend.approve(&caller.actor, id, &why.reason).await?))
}

/// Reject a registration
///
/// For approvers. Only one that waits for approval.
#[utoipa::path(post, path = "/registrations/{id}/reject", tag = "Registrations", params(("id" = RegistrationId, Path)),
    request_body = DecisionReason, responses((status = 200, body = Registration), (status = "4XX", body = Problem)))]
async fn reject(
    caller: Caller,
    Path(id): Path<RegistrationId>,
    Json(why): Json<DecisionReason>,
) -> Result<Json<Registration>, ApiError> {
    Ok(Json(caller.backend.reject(&caller.actor, id, &why.reason).await?))
}

/// Revoke a registration
///
/// For approvers. Calls are refused from the answer on.
#[utoipa::path(post, path = "/registrations/{id}/revoke", tag = "Registrations", params(("id" = RegistrationId, Path)),
    request_body = DecisionReason, responses((status = 200, body = Registration), (status = "4XX", body = Problem)))]
async fn revoke(
    caller: Caller,
    Path(id): Path<RegistrationId>,
    Json(why): Json<DecisionReason>,
) -> Result<Json<Registration>, ApiError> {
    Ok(Json(caller.backend.revoke(&caller.actor, id, &why.reason).await?))
}
