use super::model::*;
use crate::{
    actor::Actor,
    error::PortalError,
    id::MailId,
    page::{Page, PageRequest},
};

/// Mails as the admin sees them.
#[async_trait::async_trait]
pub trait Mails: Send + Sync {
    async fn mails(&self, actor: &Actor, page: PageRequest) -> Result<Page<Mail>, PortalError>;
    async fn mail(&self, actor: &Actor, id: MailId) -> Result<Mail, PortalError>;
}
