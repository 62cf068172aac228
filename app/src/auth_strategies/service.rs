use super::model::*;
use crate::{actor::Actor, error::PortalError, id::AuthStrategyId};

/// How calls prove themselves: configured by admins, chosen per version.
#[async_trait::async_trait]
pub trait AuthStrategies: Send + Sync {
    async fn auth_strategies(&self, actor: &Actor) -> Result<Vec<AuthStrategy>, PortalError>;
    async fn auth_strategy(&self, actor: &Actor, id: AuthStrategyId) -> Result<AuthStrategy, PortalError>;
    /// Every version that uses it, whatever its lifecycle.
    async fn auth_strategy_uses(
        &self,
        actor: &Actor,
        id: AuthStrategyId,
    ) -> Result<Vec<StrategyUse>, PortalError>;
    /// Those a published version uses, for the application form.
    async fn offered_auth_strategies(&self, actor: &Actor) -> Result<Vec<StrategySummary>, PortalError>;
    async fn create_auth_strategy(
        &self,
        actor: &Actor,
        new: NewAuthStrategy,
    ) -> Result<AuthStrategy, PortalError>;
    /// The kind is fixed at creation.
    async fn update_auth_strategy(
        &self,
        actor: &Actor,
        id: AuthStrategyId,
        new: NewAuthStrategy,
    ) -> Result<AuthStrategy, PortalError>;
    /// Refused while a version or an application uses it, whatever the publish status.
    async fn delete_auth_strategy(&self, actor: &Actor, id: AuthStrategyId) -> Result<(), PortalError>;
}
