use super::store;
use crate::{
    audit::{self, Event},
    identity_providers,
    portal::Portal,
};
use app::{actor::Actor, error::PortalError, settings::*};
use serde_json::json;

#[async_trait::async_trait]
impl Settings for Portal {
    async fn portal_settings(&self, actor: &Actor) -> Result<PortalSettings, PortalError> {
        actor.as_admin()?;
        Ok(store::load(&mut self.db.read().await?).await?)
    }

    async fn sign_up_is_open(&self) -> Result<bool, PortalError> {
        Ok(store::load(&mut self.db.read().await?).await?.sign_up_open)
    }

    async fn change_portal_settings(
        &self,
        actor: &Actor,
        settings: PortalSettings,
    ) -> Result<PortalSettings, PortalError> {
        actor.as_admin()?;
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let before = store::load(&mut tx).await?;
        if settings.sso_required && !before.sso_required {
            identity_providers::can_require(&mut tx, actor).await?;
        }
        store::save(&mut tx, now, &actor.name(), settings).await?;
        let event = Event::new("settings.changed", "settings", "portal", "Portal settings")
            .change(json!({ "before": before, "after": settings }));
        audit::record(&mut tx, now, actor, event).await?;
        tx.commit().await?;
        Ok(settings)
    }
}
