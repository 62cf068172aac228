use super::model::*;
#[cfg(feature = "ssr")]
use crate::backend::{actor, backend, respond};
use crate::{call::Call, error::PortalError};
use leptos::prelude::*;

#[server(protocol = Call)]
pub async fn get_token_guide(application: String) -> Result<TokenGuide, PortalError> {
    respond(backend()?.token_guide(&actor()?, &application).await)
}

#[server(protocol = Call)]
pub async fn check_token(
    application: String,
    #[server(default)] token: String,
) -> Result<TokenCheck, PortalError> {
    respond(backend()?.check_token(&actor()?, &application, &token).await)
}
