use super::model::*;
use crate::{actor::Actor, error::PortalError};

/// Access tokens of the identity provider that an application (named by its slug) calls with.
#[async_trait::async_trait]
pub trait Tokens: Send + Sync {
    /// Refused for applications that use API keys.
    async fn token_guide(&self, actor: &Actor, application: &str) -> Result<TokenGuide, PortalError>;
    /// Judges a token as a gateway's question would; it is kept nowhere, and no use of it is counted.
    async fn check_token(
        &self,
        actor: &Actor,
        application: &str,
        token: &str,
    ) -> Result<TokenCheck, PortalError>;
}
