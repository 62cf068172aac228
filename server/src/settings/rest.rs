use crate::http::{
    State,
    api::{Caller, Json},
    problem::{ApiError, Problem},
};
use app::settings::PortalSettings;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(get, change))
}

/// Get the settings
///
/// For admins.
#[utoipa::path(get, path = "/settings", tag = "Settings", responses((status = 200, body = PortalSettings), (status = "4XX", body = Problem)))]
async fn get(caller: Caller) -> Result<Json<PortalSettings>, ApiError> {
    Ok(Json(caller.backend.portal_settings(&caller.actor).await?))
}

/// Change the settings
///
/// For admins. What is left out takes its default.
#[utoipa::path(put, path = "/settings", tag = "Settings", request_body = PortalSettings, responses((status = 200, body = PortalSettings), (status = "4XX", body = Problem)))]
async fn change(
    caller: Caller,
    Json(settings): Json<PortalSettings>,
) -> Result<Json<PortalSettings>, ApiError> {
    Ok(Json(caller.backend.change_portal_settings(&caller.actor, settings).await?))
}
