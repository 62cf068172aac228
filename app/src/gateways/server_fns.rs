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
pub async fn create_gateway(name: String) -> Result<IssuedGateway, PortalError> {
    respond(backend()?.create_gateway(&actor()?, NewGateway { name }).await)
}

#[server(protocol = Call)]
pub async fn delete_gateway(id: GatewayId) -> Result<(), PortalError> {
    respond(backend()?.delete_gateway(&actor()?, id).await)?;
    leptos_axum::redirect(&crate::paths::admin_gateways());
    Ok(())
}

/// Every version that a gateway can stand in front of: product slug, version slug, "Weather 2.0".
#[server(protocol = Call)]
pub async fn list_gateway_targets() -> Result<Vec<GatewayTarget>, PortalError> {
    respond(backend()?.gateway_targets(&actor()?).await)
}

#[server(protocol = Call)]
pub async fn get_nginx_configuration(
    product: String,
    version: String,
) -> Result<NginxConfiguration, PortalError> {
    respond(backend()?.nginx_configuration(&actor()?, &product, &version).await)
}
