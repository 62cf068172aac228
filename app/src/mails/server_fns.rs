use super::model::*;
#[cfg(feature = "ssr")]
use crate::backend::{actor, backend, respond};
#[cfg(feature = "ssr")]
use crate::page::PageRequest;
use crate::{call::Call, error::PortalError, id::MailId, page::Page};
use leptos::prelude::*;

#[server(protocol = Call)]
pub async fn list_mails(page: Option<u32>) -> Result<Page<Mail>, PortalError> {
    respond(backend()?.mails(&actor()?, PageRequest::new(page, 20)).await)
}

#[server(protocol = Call)]
pub async fn get_mail(id: MailId) -> Result<Mail, PortalError> {
    respond(backend()?.mail(&actor()?, id).await)
}
