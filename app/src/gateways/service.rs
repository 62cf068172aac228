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
    /// The gateway with the shipped configuration of its kind for the version `target`
    /// ("weather/2.0"), or else for the first one; the token is left to fill in.
    async fn gateway_set_up(
        &self,
        actor: &Actor,
        id: GatewayId,
        target: &str,
    ) -> Result<GatewaySetUp, PortalError>;
}
