use crate::http::{
    State,
    api::{Caller, Json, Path},
    problem::{ApiError, Problem},
};
use app::{
    auth_strategies::{AuthStrategy, NewAuthStrategy, StrategyUse},
    id::AuthStrategyId,
};
use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, update, delete))
        .routes(routes!(uses))
}

/// List auth strategies
///
/// For admins.
#[utoipa::path(get, path = "/auth-strategies", tag = "Auth strategies", responses(
    (status = 200, body = Vec<AuthStrategy>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller) -> Result<Json<Vec<AuthStrategy>>, ApiError> {
    Ok(Json(caller.backend.auth_strategies(&caller.actor).await?))
}

/// Create an auth strategy
#[utoipa::path(post, path = "/auth-strategies", tag = "Auth strategies", request_body = NewAuthStrategy, responses(
    (status = 201, body = AuthStrategy), (status = "4XX", body = Problem)))]
async fn create(
    caller: Caller,
    Json(new): Json<NewAuthStrategy>,
) -> Result<(StatusCode, Json<AuthStrategy>), ApiError> {
    Ok((StatusCode::CREATED, Json(caller.backend.create_auth_strategy(&caller.actor, new).await?)))
}

/// Get an auth strategy
#[utoipa::path(get, path = "/auth-strategies/{id}", tag = "Auth strategies", params(("id" = AuthStrategyId, Path)), responses(
    (status = 200, body = AuthStrategy), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Path(id): Path<AuthStrategyId>) -> Result<Json<AuthStrategy>, ApiError> {
    Ok(Json(caller.backend.auth_strategy(&caller.actor, id).await?))
}

/// Change an auth strategy
///
/// The kind is fixed at creation.
#[utoipa::path(put, path = "/auth-strategies/{id}", tag = "Auth strategies", params(("id" = AuthStrategyId, Path)),
    request_body = NewAuthStrategy, responses((status = 200, body = AuthStrategy), (status = "4XX", body = Problem)))]
async fn update(
    caller: Caller,
    Path(id): Path<AuthStrategyId>,
    Json(new): Json<NewAuthStrategy>,
) -> Result<Json<AuthStrategy>, ApiError> {
    Ok(Json(caller.backend.update_auth_strategy(&caller.actor, id, new).await?))
}

/// Delete an auth strategy
///
/// Refused while a version or an application uses it.
#[utoipa::path(delete, path = "/auth-strategies/{id}", tag = "Auth strategies", params(("id" = AuthStrategyId, Path)), responses(
    (status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Path(id): Path<AuthStrategyId>) -> Result<StatusCode, ApiError> {
    caller.backend.delete_auth_strategy(&caller.actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List the versions that use an auth strategy
#[utoipa::path(get, path = "/auth-strategies/{id}/uses", tag = "Auth strategies", params(("id" = AuthStrategyId, Path)), responses(
    (status = 200, body = Vec<StrategyUse>), (status = "4XX", body = Problem)))]
async fn uses(caller: Caller, Path(id): Path<AuthStrategyId>) -> Result<Json<Vec<StrategyUse>>, ApiError> {
    Ok(Json(caller.backend.auth_strategy_uses(&caller.actor, id).await?))
}
