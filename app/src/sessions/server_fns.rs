use super::model::*;
#[cfg(feature = "ssr")]
use crate::backend::{actor, backend, respond};
use crate::{call::Call, error::PortalError, id::SessionId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Somebody's sessions, and which of them asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnSessions {
    pub sessions: Vec<Session>,
    pub current: Option<SessionId>,
}

#[server(protocol = Call)]
pub async fn list_own_sessions() -> Result<OwnSessions, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let sessions = respond(backend.own_sessions(&actor).await)?;
    let current = match use_context::<SessionToken>() {
        Some(token) => respond(backend.current_session(&actor, &token).await)?,
        None => None,
    };
    Ok(OwnSessions { sessions, current })
}

/// And back to where the proof was asked for.
#[server(protocol = Call)]
pub async fn prove_again(
    #[server(default)] password: String,
    #[server(default)] return_to: String,
) -> Result<(), PortalError> {
    let token = use_context::<SessionToken>().ok_or(PortalError::NotSignedIn);
    respond(backend()?.prove_again(&actor()?, &respond(token)?, &password).await)?;
    let account = crate::paths::account();
    leptos_axum::redirect(crate::paths::own(&return_to).unwrap_or(&account));
    Ok(())
}

#[server(protocol = Call)]
pub async fn end_session(id: SessionId) -> Result<(), PortalError> {
    respond(backend()?.end_session(&actor()?, id).await)?;
    leptos_axum::redirect(&crate::paths::account_sessions());
    Ok(())
}

#[server(protocol = Call)]
pub async fn sign_out_everywhere() -> Result<(), PortalError> {
    respond(backend()?.sign_out_everywhere(&actor()?).await)?;
    leptos_axum::redirect(&crate::paths::sign_in_after("signed-out-everywhere"));
    Ok(())
}
