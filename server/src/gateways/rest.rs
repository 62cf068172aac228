use crate::http::{
    State,
    api::{Caller, Json, Path, Query},
    problem::{ApiError, Problem},
};
use app::{
    error::PortalError,
    gateways::{Gateway, GatewayConfiguration, IssuedGateway, NewGateway},
    id::GatewayId,
};
use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, delete))
        .routes(routes!(configuration))
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

#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct For {
    /// The version, such as `weather/2.0`; without it the first one.
    #[serde(default, rename = "for")]
    target: String,
}

/// Get a gateway's configuration
///
/// The files for its kind with the addresses of one version; its token is left to fill in.
#[utoipa::path(get, path = "/gateways/{id}/configuration", tag = "Gateways",
    params(("id" = GatewayId, Path), For), responses(
    (status = 200, body = GatewayConfiguration), (status = "4XX", body = Problem)))]
async fn configuration(
    caller: Caller,
    Path(id): Path<GatewayId>,
    Query(query): Query<For>,
) -> Result<Json<GatewayConfiguration>, ApiError> {
    let set_up = caller.backend.gateway_set_up(&caller.actor, id, &query.target).await?;
    set_up.configuration.map(Json).ok_or(PortalError::NotFound.into())
}
