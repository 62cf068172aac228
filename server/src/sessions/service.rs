use crate::portal::Portal;
use app::sessions::*;
use app::{
    actor::{Actor, SignedIn},
    error::PortalError,
    id::SessionId,
};

#[async_trait::async_trait]
impl Sessions for Portal {
    async fn sign_in(
        &self,
        _actor: &Actor,
        _email: &str,
        _password: &str,
        _device: Option<&str>,
    ) -> Result<SessionToken, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn session_owner(&self, _token: &SessionToken) -> Result<Option<SignedIn>, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn sign_out(&self, _actor: &Actor, _token: &SessionToken) -> Result<(), PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn own_sessions(&self, _actor: &Actor) -> Result<Vec<Session>, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn end_session(&self, _actor: &Actor, _id: SessionId) -> Result<(), PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn sign_out_everywhere(&self, _actor: &Actor) -> Result<(), PortalError> {
        Err(PortalError::Unavailable)
    }
}
