use super::model::*;
use crate::{actor::Actor, error::PortalError, id::GatewayId};

/// The gateways that may ask for verdicts.
#[async_trait::async_trait]
pub trait Gateways: Send + Sync {
    async fn gateways(&self, actor: &Actor) -> Result<Vec<Gateway>, PortalError>;
    async fn gateway(&self, actor: &Actor, id: GatewayId) -> Result<Gateway, PortalError>;
    async fn create_gateway(&self, actor: &Actor, new: NewGateway) -> Result<IssuedGateway, PortalError>;
    /// Its token stops working at once.
    async fn delete_gateway(&self, actor: &Actor, id: GatewayId) -> Result<(), PortalError>;
    /// Versions that answer calls, by title.
    async fn gateway_targets(&self, actor: &Actor) -> Result<Vec<GatewayTarget>, PortalError>;
    /// The shipped nginx configuration with this version's addresses; the token is left to fill in.
    async fn nginx_configuration(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
    ) -> Result<NginxConfiguration, PortalError>;
}
