use super::model::*;
#[cfg(feature = "ssr")]
use crate::backend::{actor, backend, respond};
#[cfg(feature = "ssr")]
use crate::page::PageRequest;
use crate::{call::Call, error::PortalError, page::Page};
use leptos::prelude::*;

#[server(protocol = Call)]
pub async fn list_audit_events(query: String, page: Option<u32>) -> Result<Page<AuditEvent>, PortalError> {
    respond(backend()?.audit_events(&actor()?, &query, PageRequest::new(page, 50)).await)
}
