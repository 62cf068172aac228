use crate::http::{
    State,
    api::{Caller, Json, Path},
    problem::{ApiError, Problem},
};
use app::openid::{TokenCheck, TokenGuide};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(guide)).routes(routes!(check))
}

/// Get what is needed to get access tokens
#[utoipa::path(get, path = "/applications/{application}/token-guide", tag = "Access tokens of applications",
    params(("application" = String, Path)), responses(
    (status = 200, body = TokenGuide), (status = "4XX", body = Problem)))]
async fn guide(caller: Caller, Path(application): Path<String>) -> Result<Json<TokenGuide>, ApiError> {
    Ok(Json(caller.backend.token_guide(&caller.actor, &application).await?))
}

#[derive(Deserialize, utoipa::ToSchema)]
struct NewTokenCheck {
    /// The access token, with or without `Bearer` before it. It is kept nowhere.
    token: String,
}

/// Check an access token
///
/// Says step by step whether a call with it would be let through.
#[utoipa::path(post, path = "/applications/{application}/token-checks", tag = "Access tokens of applications",
    params(("application" = String, Path)), request_body = NewTokenCheck, responses(
    (status = 200, body = TokenCheck), (status = "4XX", body = Problem)))]
async fn check(
    caller: Caller,
    Path(application): Path<String>,
    Json(new): Json<NewTokenCheck>,
) -> Result<Json<TokenCheck>, ApiError> {
    Ok(Json(caller.backend.check_token(&caller.actor, &application, &new.token).await?))
}
