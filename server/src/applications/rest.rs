use crate::http::{
    State,
    api::{Caller, Json, Path, Query},
    problem::{ApiError, Problem},
};
use app::applications::{
    Application, ApplicationCard, ApplicationChanges, ApplicationDeletion, CreatedApplication,
    NewApplication, NewOwner, TransferPreview, TransferTarget,
};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, update, delete))
        .routes(routes!(preview_deletion))
        .routes(routes!(transfer_targets))
        .routes(routes!(preview_transfer))
        .routes(routes!(transfer))
}

/// List your applications
///
/// Your own and your teams', newest first, with how many registrations and keys each has.
#[utoipa::path(get, path = "/applications", tag = "Applications", responses(
    (status = 200, body = Vec<ApplicationCard>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller) -> Result<Json<Vec<ApplicationCard>>, ApiError> {
    Ok(Json(caller.backend.own_applications(&caller.actor).await?))
}

/// Create an application
///
/// Yours, or a team's of yours. The auth strategy is fixed here. A reference ID is generated where
/// none is given; where clients are registered for the strategy, the answer holds ID and secret of the new
/// client, this once.
#[utoipa::path(post, path = "/applications", tag = "Applications", request_body = NewApplication, responses(
    (status = 201, body = CreatedApplication), (status = "4XX", body = Problem)))]
async fn create(
    caller: Caller,
    Json(new): Json<NewApplication>,
) -> Result<(StatusCode, Json<CreatedApplication>), ApiError> {
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
/// Everything but its auth strategy and its owner.
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
/// Its registrations and keys go with it, at once. For the owner, or owners of the team.
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

/// `developer:…` or `team:its-slug`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
struct Transfer {
    to: String,
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct TransferQuery {
    /// `developer:…` or `team:its-slug`.
    #[serde(default)]
    to: String,
}

/// List whom an application can be handed over to
///
/// Teams of yours, and members of the team that owns it.
#[utoipa::path(get, path = "/applications/{slug}/transfer-targets", tag = "Applications",
    params(("slug" = String, Path)), responses(
    (status = 200, body = Vec<TransferTarget>), (status = "4XX", body = Problem)))]
async fn transfer_targets(
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<Vec<TransferTarget>>, ApiError> {
    Ok(Json(caller.backend.transfer_targets(&caller.actor, &slug).await?))
}

/// What handing an application over changes
#[utoipa::path(get, path = "/applications/{slug}/transfer-preview", tag = "Applications",
    params(("slug" = String, Path), TransferQuery), responses(
    (status = 200, body = TransferPreview), (status = "4XX", body = Problem)))]
async fn preview_transfer(
    caller: Caller,
    Path(slug): Path<String>,
    Query(query): Query<TransferQuery>,
) -> Result<Json<TransferPreview>, ApiError> {
    Ok(Json(caller.backend.transfer_preview(&caller.actor, &slug, NewOwner::named(&query.to)).await?))
}

/// Hand an application over
///
/// Its keys, access and pending requests go along.
#[utoipa::path(post, path = "/applications/{slug}/transfer", tag = "Applications", params(("slug" = String, Path)),
    request_body = Transfer, responses((status = 200, body = TransferPreview), (status = "4XX", body = Problem)))]
async fn transfer(
    caller: Caller,
    Path(slug): Path<String>,
    Json(wanted): Json<Transfer>,
) -> Result<Json<TransferPreview>, ApiError> {
    Ok(Json(caller.backend.transfer_application(&caller.actor, &slug, NewOwner::named(&wanted.to)).await?))
}
