use super::{calls::*, model::*};
#[cfg(feature = "ssr")]
use crate::backend::{actor, backend, respond};
use crate::{applications::ApplicationCard, call::Call, error::PortalError};
use leptos::prelude::*;

/// `version` and `key` are empty for all of them.
#[server(protocol = Call)]
pub async fn get_application_usage(
    application: String,
    #[server(default)] period: String,
    #[server(default)] version: String,
    #[server(default)] key: String,
) -> Result<(ApplicationCard, UsageReport), PortalError> {
    let question = respond(UsageQuestion::from_query(&period, &version, &key))?;
    let card = respond(backend()?.application_card(&actor()?, &application).await)?;
    Ok((card, respond(backend()?.application_usage(&actor()?, &application, question).await)?))
}

#[server(protocol = Call)]
pub async fn get_usage(
    #[server(default)] period: String,
    #[server(default)] version: String,
) -> Result<UsageReport, PortalError> {
    let question = respond(UsageQuestion::from_query(&period, &version, ""))?;
    respond(backend()?.usage(&actor()?, question).await)
}

/// The latest calls of an application, or of these the refused ones.
#[server(protocol = Call)]
pub async fn get_application_calls(
    application: String,
    #[server(default)] refused: bool,
) -> Result<(ApplicationCard, Vec<CallRecord>), PortalError> {
    let card = respond(backend()?.application_card(&actor()?, &application).await)?;
    Ok((card, respond(backend()?.application_calls(&actor()?, &application, refused).await)?))
}
