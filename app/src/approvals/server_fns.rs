use super::model::*;
#[cfg(feature = "ssr")]
use crate::{
    backend::{actor, backend, respond},
    page::PageRequest,
};
use crate::{call::Call, error::PortalError, page::Page};
use leptos::prelude::*;

#[server(protocol = Call)]
pub async fn list_inbox(page: Option<u32>) -> Result<Page<InboxItem>, PortalError> {
    respond(backend()?.inbox(&actor()?, PageRequest::new(page, 25)).await)
}

/// `pressed` is "approve" or "reject" for what is ticked, or names one row: "approve developer:…".
#[server(protocol = Call)]
pub async fn decide_together(
    #[server(default)] items: Vec<String>,
    #[server(default)] pressed: String,
    #[server(default)] reason: String,
) -> Result<Vec<InboxOutcome>, PortalError> {
    let decision = respond(InboxDecision::from_form(&items, &pressed, reason))?;
    respond(backend()?.decide_together(&actor()?, decision).await)
}
