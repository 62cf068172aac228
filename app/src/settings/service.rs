use super::model::*;
use crate::{actor::Actor, error::PortalError};

/// Switches of the running portal.
#[async_trait::async_trait]
pub trait Settings: Send + Sync {
    async fn portal_settings(&self, actor: &Actor) -> Result<PortalSettings, PortalError>;
    async fn change_portal_settings(
        &self,
        actor: &Actor,
        settings: PortalSettings,
    ) -> Result<PortalSettings, PortalError>;
}
