use super::CallForm;
#[cfg(feature = "ssr")]
use crate::backend::{actor, backend, respond};
use crate::{call::Call, error::PortalError};
use leptos::prelude::*;

#[server(protocol = Call)]
pub async fn read_call_form(
    product: String,
    version: String,
    operation: String,
    application: Option<String>,
    media_type: Option<String>,
) -> Result<CallForm, PortalError> {
    let (application, media_type) = (application.as_deref(), media_type.as_deref());
    respond(backend()?.call_form(&actor()?, &product, &version, &operation, application, media_type).await)
}
