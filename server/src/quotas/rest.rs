use crate::http::{
    State,
    api::{Caller, Json, Path},
    problem::{ApiError, Problem},
};
use app::{
    id::{RegistrationId, VersionId},
    quotas::{Quota, RegistrationQuota, VersionQuota},
};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(of_application))
        .routes(routes!(of_registration, set_of_registration))
        .routes(routes!(of_version, set_of_version))
}

/// Quotas of an application
///
/// Of each approved registration: its limits, and what is left of them now.
#[utoipa::path(get, path = "/applications/{application}/quotas", tag = "Quotas",
    params(("application" = String, Path)), responses(
    (status = 200, body = Vec<RegistrationQuota>), (status = "4XX", body = Problem)))]
async fn of_application(
    caller: Caller,
    Path(application): Path<String>,
) -> Result<Json<Vec<RegistrationQuota>>, ApiError> {
    Ok(Json(caller.backend.application_quotas(&caller.actor, &application).await?))
}

/// Quota of a registration
///
/// For approvers.
#[utoipa::path(get, path = "/registrations/{id}/quota", tag = "Quotas", params(("id" = RegistrationId, Path)),
    responses((status = 200, body = RegistrationQuota), (status = "4XX", body = Problem)))]
async fn of_registration(
    caller: Caller,
    Path(id): Path<RegistrationId>,
) -> Result<Json<RegistrationQuota>, ApiError> {
    Ok(Json(caller.backend.registration_quota(&caller.actor, id).await?))
}

#[derive(Debug, Deserialize, utoipa::ToSchema)]
struct NewRegistrationQuota {
    /// Null for none of its own: then the version's default counts.
    #[serde(default)]
    quota: Option<Quota>,
}

/// Set the quota of a registration
///
/// For approvers. It counts from the next call on.
#[utoipa::path(put, path = "/registrations/{id}/quota", tag = "Quotas", params(("id" = RegistrationId, Path)),
    request_body = NewRegistrationQuota,
    responses((status = 200, body = RegistrationQuota), (status = "4XX", body = Problem)))]
async fn set_of_registration(
    caller: Caller,
    Path(id): Path<RegistrationId>,
    Json(new): Json<NewRegistrationQuota>,
) -> Result<Json<RegistrationQuota>, ApiError> {
    Ok(Json(caller.backend.set_registration_quota(&caller.actor, id, new.quota).await?))
}

/// Default quota of a version
///
/// For admins.
#[utoipa::path(get, path = "/versions/{id}/quota", tag = "Quotas", params(("id" = VersionId, Path)), responses(
    (status = 200, body = VersionQuota), (status = "4XX", body = Problem)))]
async fn of_version(caller: Caller, Path(id): Path<VersionId>) -> Result<Json<VersionQuota>, ApiError> {
    Ok(Json(caller.backend.version_quota(&caller.actor, id).await?))
}

/// Set the default quota of a version
///
/// For admins. It counts for every registration that has none of its own, from the next call on.
#[utoipa::path(put, path = "/versions/{id}/quota", tag = "Quotas", params(("id" = VersionId, Path)),
    request_body = Quota, responses((status = 200, body = VersionQuota), (status = "4XX", body = Problem)))]
async fn set_of_version(
    caller: Caller,
    Path(id): Path<VersionId>,
    Json(quota): Json<Quota>,
) -> Result<Json<VersionQuota>, ApiError> {
    Ok(Json(caller.backend.set_version_quota(&caller.actor, id, quota).await?))
}
