use crate::http::{
    State,
    api::{Caller, Json, Path},
    problem::{ApiError, Problem},
};
use app::{
    access_tokens::{AccessToken, IssuedAccessToken, NewAccessToken},
    id::AccessTokenId,
};
use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(list, issue)).routes(routes!(revoke))
}

/// List your access tokens
#[utoipa::path(get, path = "/me/access-tokens", tag = "Access tokens", responses((status = 200, body = Vec<AccessToken>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller) -> Result<Json<Vec<AccessToken>>, ApiError> {
    Ok(Json(caller.backend.own_access_tokens(&caller.actor).await?))
}

/// Create an access token
///
/// The secret is shown in this answer and never again.
#[utoipa::path(post, path = "/me/access-tokens", tag = "Access tokens", request_body = NewAccessToken, responses((status = 201, body = IssuedAccessToken), (status = "4XX", body = Problem)))]
async fn issue(
    caller: Caller,
    Json(new): Json<NewAccessToken>,
) -> Result<(StatusCode, Json<IssuedAccessToken>), ApiError> {
    Ok((StatusCode::CREATED, Json(caller.backend.issue_access_token(&caller.actor, new).await?)))
}

/// Revoke an access token
#[utoipa::path(delete, path = "/me/access-tokens/{id}", tag = "Access tokens", params(("id" = AccessTokenId, Path)), responses((status = 204), (status = "4XX", body = Problem)))]
async fn revoke(caller: Caller, Path(id): Path<AccessTokenId>) -> Result<StatusCode, ApiError> {
    caller.backend.revoke_access_token(&caller.actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
