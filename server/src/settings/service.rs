use crate::portal::Portal;
use app::settings::*;
use app::{actor::Actor, error::PortalError};

#[async_trait::async_trait]
impl Settings for Portal {
    async fn portal_settings(&self, _actor: &Actor) -> Result<PortalSettings, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn change_portal_settings(
        &self,
        _actor: &Actor,
        _settings: PortalSettings,
    ) -> Result<PortalSettings, PortalError> {
        Err(PortalError::Unavailable)
    }
}
