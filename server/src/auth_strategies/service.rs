use super::store;
use crate::{
    audit::{self, Event},
    clock::new_id,
    db::{Conn, DbError},
    portal::Portal,
};
use app::{
    actor::Actor,
    auth_strategies::{AuthStrategies, AuthStrategy, NewAuthStrategy, StrategySummary, StrategyUse},
    error::PortalError,
    id::AuthStrategyId,
};
use serde_json::json;

#[async_trait::async_trait]
impl AuthStrategies for Portal {
    async fn auth_strategies(&self, actor: &Actor) -> Result<Vec<AuthStrategy>, PortalError> {
        actor.as_admin()?;
        Ok(store::list(&mut self.db.read().await?).await?)
    }

    async fn auth_strategy(&self, actor: &Actor, id: AuthStrategyId) -> Result<AuthStrategy, PortalError> {
        actor.as_admin()?;
        existing(&mut self.db.read().await?, id).await
    }

    async fn auth_strategy_uses(
        &self,
        actor: &Actor,
        id: AuthStrategyId,
    ) -> Result<Vec<StrategyUse>, PortalError> {
        actor.as_admin()?;
        Ok(store::uses(&mut self.db.read().await?, id).await?)
    }

    async fn offered_auth_strategies(&self, actor: &Actor) -> Result<Vec<StrategySummary>, PortalError> {
        actor.signed_in()?;
        Ok(store::offered(&mut self.db.read().await?).await?)
    }

    async fn create_auth_strategy(
        &self,
        actor: &Actor,
        new: NewAuthStrategy,
    ) -> Result<AuthStrategy, PortalError> {
        actor.as_admin()?;
        new.validate()?;
        let now = self.clock.now();
        let id = AuthStrategyId(new_id(now));
        let mut tx = self.db.begin().await?;
        store::insert(&mut tx, id, now, &new).await.map_err(name_taken)?;
        let event = Event::new("auth_strategy.created", "auth_strategy", id, &new.name)
            .change(json!({ "after": new.settings }));
        audit::record(&mut tx, now, actor, event).await?;
        let created = existing(&mut tx, id).await?;
        tx.commit().await?;
        Ok(created)
    }

    async fn update_auth_strategy(
        &self,
        actor: &Actor,
        id: AuthStrategyId,
        new: NewAuthStrategy,
    ) -> Result<AuthStrategy, PortalError> {
        actor.as_admin()?;
        new.validate()?;
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let before = existing(&mut tx, id).await?;
        if before.settings.kind() != new.settings.kind() {
            return Err(PortalError::field("kind", "The kind is fixed when a strategy is created."));
        }
        store::update(&mut tx, id, now, &new).await.map_err(name_taken)?;
        let event = Event::new("auth_strategy.updated", "auth_strategy", id, &new.name)
            .change(json!({ "before": before.settings, "after": new.settings }));
        audit::record(&mut tx, now, actor, event).await?;
        let updated = existing(&mut tx, id).await?;
        tx.commit().await?;
        Ok(updated)
    }

    async fn delete_auth_strategy(&self, actor: &Actor, id: AuthStrategyId) -> Result<(), PortalError> {
        actor.as_admin()?;
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let strategy = existing(&mut tx, id).await?;
        strategy.can_delete()?;
        store::delete(&mut tx, id).await.map_err(used_meanwhile)?;
        audit::record(
            &mut tx,
            now,
            actor,
            Event::new("auth_strategy.deleted", "auth_strategy", id, &strategy.name),
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }
}

async fn existing(conn: &mut Conn, id: AuthStrategyId) -> Result<AuthStrategy, PortalError> {
    store::find(conn, id).await?.ok_or(PortalError::NotFound)
}

fn name_taken(error: DbError) -> PortalError {
    match error {
        DbError::Unique => PortalError::field("name", "Another auth strategy has this name."),
        other => other.into(),
    }
}

/// The counts said that nothing uses it, and yet something does by now.
fn used_meanwhile(error: DbError) -> PortalError {
    match error {
        DbError::Referenced => PortalError::refused(
            "auth_strategy_in_use",
            "Somebody has begun to use this auth strategy just now. Reload the page to see where.",
        ),
        other => other.into(),
    }
}
