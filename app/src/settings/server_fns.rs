use super::model::*;
#[cfg(feature = "ssr")]
use crate::backend::{actor, backend, respond};
use crate::call::Call;
use crate::error::PortalError;
use leptos::prelude::*;

#[server(protocol = Call)]
pub async fn get_portal_settings() -> Result<PortalSettings, PortalError> {
    respond(backend()?.portal_settings(&actor()?).await)
}

/// A box that is not ticked is not sent.
#[server(protocol = Call)]
pub async fn change_portal_settings(
    #[server(default)] sign_up_open: bool,
    #[server(default)] auto_approve_developers: bool,
    #[server(default)] auto_approve_registrations: bool,
    #[server(default)] sso_required: bool,
) -> Result<PortalSettings, PortalError> {
    let settings =
        PortalSettings { sign_up_open, auto_approve_developers, auto_approve_registrations, sso_required };
    respond(backend()?.change_portal_settings(&actor()?, settings).await)
}
