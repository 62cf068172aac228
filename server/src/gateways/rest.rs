use crate::http::{
    State,
    api::{Caller, Json, Path},
    problem::{ApiError, Problem},
};
use app::{
    gateways::{Gateway, IssuedGateway, NewGateway},
    id::GatewayId,
};
use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get, delete))
}

/// List gateways
///
/// For admins.
#[utoipa::path(get, path = "/gateways", tag = "Gateways", responses(
    (status = 200, body = Vec<Gateway>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller) -> Result<Json<Vec<Gateway>>, ApiError> {
    Ok(Json(caller.backend.gateways(&caller.actor).await?))
}

/// Create a gateway
///
/// The answer holds its token, which is shown only now.
#[utoipa::path(post, path = "/gateways", tag = "Gateways", request_body = NewGateway, responses(
    (status = 201, body = IssuedGateway), (status = "4XX", body = Problem)))]
async fn create(
    caller: Caller,
    Json(new): Json<NewGateway>,
) -> Result<(StatusCode, Json<IssuedGateway>), ApiError> {
    Ok((StatusCode::CREATED, Json(caller.backend.create_gateway(&caller.actor, new).await?)))
}

/// Get a gateway
#[utoipa::path(get, path = "/gateways/{id}", tag = "Gateways", params(("id" = GatewayId, Path)), responses(
    (status = 200, body = Gateway), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Path(id): Path<GatewayId>) -> Result<Json<Gateway>, ApiError> {
    Ok(Json(caller.backend.gateway(&caller.actor, id).await?))
}

/// Delete a gateway
///
/// Its token stops working at once.
#[utoipa::path(delete, path = "/gateways/{id}", tag = "Gateways", params(("id" = GatewayId, Path)), responses(
    (status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Path(id): Path<GatewayId>) -> Result<StatusCode, ApiError> {
    caller.backend.delete_gateway(&caller.actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
