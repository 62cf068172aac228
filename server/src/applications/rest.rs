use crate::http::{
    State,
    api::{Caller, Json, Path},
    problem::{ApiError, Problem},
};
use app::applications::{
    Application, ApplicationCard, ApplicationChanges, ApplicationDeletion, NewApplication,
};
use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, update, delete))
        .routes(routes!(preview_deletion))
}

/// List your applications
///
/// Newest first, with how many registrations and keys each has.
#[utoipa::path(get, path = "/applications", tag = "Applications", responses(
    (status = 200, body = Vec<ApplicationCard>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller) -> Result<Json<Vec<ApplicationCard>>, ApiError> {
    Ok(Json(caller.backend.own_applications(&caller.actor).await?))
}

/// Create an application
///
/// The auth strategy is fixed here. A reference ID is generated where none is given.
#[utoipa::path(post, path = "/applications", tag = "Applications", request_body = NewApplication, responses(
    (status = 201, body = Application), (status = "4XX", body = Problem)))]
async fn create(
    caller: Caller,
    Json(new): Json<NewApplication>,
) -> Result<(StatusCode, Json<Application>), ApiError> {
    Ok((StatusCode::CREATED, Json(caller.backend.create_application(&caller.actor, new).await?)))
}

/// Get an application
#[utoipa::path(get, path = "/applications/{slug}", tag = "Applications", params(("slug" = String, Path)), responses(
    (status = 200, body = Application), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Path(slug): Path<String>) -> Result<Json<Application>, ApiError> {
    Ok(Json(caller.backend.application(&caller.actor, &slug).await?))
}

/// Change an application
///
/// Everything but its auth strategy.
#[utoipa::path(put, path = "/applications/{slug}", tag = "Applications", params(("slug" = String, Path)),
    request_body = ApplicationChanges, responses((status = 200, body = Application), (status = "4XX", body = Problem)))]
async fn update(
    caller: Caller,
    Path(slug): Path<String>,
    Json(changes): Json<ApplicationChanges>,
) -> Result<Json<Application>, ApiError> {
    Ok(Json(caller.backend.update_application(&caller.actor, &slug, changes).await?))
}

/// Delete an application
///
/// Its registrations and keys go with it, at once.
#[utoipa::path(delete, path = "/applications/{slug}", tag = "Applications", params(("slug" = String, Path)), responses(
    (status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Path(slug): Path<String>) -> Result<StatusCode, ApiError> {
    caller.backend.delete_application(&caller.actor, &slug).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What deleting an application stops
#[utoipa::path(get, path = "/applications/{slug}/deletion", tag = "Applications", params(("slug" = String, Path)), responses(
    (status = 200, body = ApplicationDeletion), (status = "4XX", body = Problem)))]
async fn preview_deletion(
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<ApplicationDeletion>, ApiError> {
    Ok(Json(caller.backend.application_deletion(&caller.actor, &slug).await?))
}
