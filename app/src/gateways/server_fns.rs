use super::model::*;
#[cfg(feature = "ssr")]
use crate::backend::{actor, backend, respond};
use crate::{call::Call, error::PortalError, id::GatewayId};
use leptos::prelude::*;

#[server(protocol = Call)]
pub async fn list_gateways() -> Result<Vec<Gateway>, PortalError> {
    respond(backend()?.gateways(&actor()?).await)
}

#[server(protocol = Call)]
pub async fn get_gateway(id: GatewayId) -> Result<Gateway, PortalError> {
    respond(backend()?.gateway(&actor()?, id).await)
}

#[server(protocol = Call)]
pub async fn create_gateway(name: String, kind: GatewayKind) -> Result<IssuedGateway, PortalError> {
    respond(backend()?.create_gateway(&actor()?, NewGateway { name, kind }).await)
}

#[server(protocol = Call)]
pub async fn delete_gateway(id: GatewayId) -> Result<(), PortalError> {
    respond(backend()?.delete_gateway(&actor()?, id).await)?;
    leptos_axum::redirect(&crate::paths::admin_gateways());
    Ok(())
}

/// `target` is "weather/2.0", or empty for the first version.
#[server(protocol = Call)]
pub async fn get_gateway_set_up(id: GatewayId, target: String) -> Result<GatewaySetUp, PortalError> {
    respond(backend()?.gateway_set_up(&actor()?, id, &target).await)
}
