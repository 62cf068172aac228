use crate::http::{
    State,
    api::{Caller, Json, Path},
    problem::{ApiError, Problem},
};
use app::{id::SessionId, sessions::Session};
use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(list, end_all)).routes(routes!(end))
}

/// List your sessions
///
/// Signed-in browsers, last seen first.
#[utoipa::path(get, path = "/me/sessions", tag = "Sessions", responses((status = 200, body = Vec<Session>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller) -> Result<Json<Vec<Session>>, ApiError> {
    Ok(Json(caller.backend.own_sessions(&caller.actor).await?))
}

/// End all your sessions
#[utoipa::path(delete, path = "/me/sessions", tag = "Sessions", responses((status = 204), (status = "4XX", body = Problem)))]
async fn end_all(caller: Caller) -> Result<StatusCode, ApiError> {
    caller.backend.sign_out_everywhere(&caller.actor).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End a session
#[utoipa::path(delete, path = "/me/sessions/{id}", tag = "Sessions", params(("id" = SessionId, Path)), responses((status = 204), (status = "4XX", body = Problem)))]
async fn end(caller: Caller, Path(id): Path<SessionId>) -> Result<StatusCode, ApiError> {
    caller.backend.end_session(&caller.actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
