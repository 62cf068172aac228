use super::model::*;
use crate::{
    actor::{Actor, SignedIn},
    error::PortalError,
    id::SessionId,
};

/// Signing in and out.
#[async_trait::async_trait]
pub trait Sessions: Send + Sync {
    /// The same answer, in about the same time, for a wrong password and an unknown address. Only
    /// the right password of a person who is not approved learns why they cannot come in.
    async fn sign_in(
        &self,
        actor: &Actor,
        email: &str,
        password: &str,
        device: Option<&str>,
    ) -> Result<SessionToken, PortalError>;
    /// Who a cookie belongs to now, if they may still come in. Moves the idle deadline.
    async fn session_owner(&self, token: &SessionToken) -> Result<Option<SignedIn>, PortalError>;
    async fn sign_out(&self, actor: &Actor, token: &SessionToken) -> Result<(), PortalError>;
    /// By the password; who has none proves it with their identity provider instead.
    async fn prove_again(
        &self,
        actor: &Actor,
        token: &SessionToken,
        password: &str,
    ) -> Result<(), PortalError>;
    async fn own_sessions(&self, actor: &Actor) -> Result<Vec<Session>, PortalError>;
    /// Which of the acting developer's sessions a cookie is.
    async fn current_session(
        &self,
        actor: &Actor,
        token: &SessionToken,
    ) -> Result<Option<SessionId>, PortalError>;
    async fn end_session(&self, actor: &Actor, id: SessionId) -> Result<(), PortalError>;
    async fn sign_out_everywhere(&self, actor: &Actor) -> Result<(), PortalError>;
}
