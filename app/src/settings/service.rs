use super::model::*;
use crate::{actor::Actor, error::PortalError};

/// Switches of the running portal.
#[async_trait::async_trait]
pub trait Settings: Send + Sync {
    async fn portal_settings(&self, actor: &Actor) -> Result<PortalSettings, PortalError>;
    /// For everybody: whether the sign-up page is of any use.
    async fn sign_up_is_open(&self) -> Result<bool, PortalError>;
    async fn change_portal_settings(
        &self,
        actor: &Actor,
        settings: PortalSettings,
    ) -> Result<PortalSettings, PortalError>;
}
