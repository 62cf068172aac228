use crate::portal::Portal;
use app::gateways::*;
use app::{actor::Actor, error::PortalError, id::GatewayId};

#[async_trait::async_trait]
impl Gateways for Portal {
    async fn gateways(&self, _actor: &Actor) -> Result<Vec<Gateway>, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn create_gateway(&self, _actor: &Actor, _new: NewGateway) -> Result<IssuedGateway, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn delete_gateway(&self, _actor: &Actor, _id: GatewayId) -> Result<(), PortalError> {
        Err(PortalError::Unavailable)
    }
}
