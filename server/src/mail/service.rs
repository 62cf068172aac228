use super::{store, transport};
use crate::{jobs::JobError, portal::Portal};
use app::{
    actor::Actor,
    error::PortalError,
    id::MailId,
    mails::{Mail, Mails},
    page::{Page, PageRequest},
};

#[async_trait::async_trait]
impl Mails for Portal {
    async fn mails(&self, actor: &Actor, page: PageRequest) -> Result<Page<Mail>, PortalError> {
        actor.as_admin()?;
        let mut conn = self.db.read().await?;
        let total = store::count(&mut conn).await?;
        Ok(Page::new(store::list(&mut conn, page).await?, total, page))
    }

    async fn mail(&self, actor: &Actor, id: MailId) -> Result<Mail, PortalError> {
        actor.as_admin()?;
        let mut conn = self.db.read().await?;
        store::find(&mut conn, id).await?.ok_or(PortalError::NotFound)
    }
}

/// The queue's work: hands the mail to the SMTP server.
pub async fn send(portal: &Portal, mail_id: MailId) -> Result<(), JobError> {
    let mut conn = portal.db.read().await?;
    let Some(mail) = store::outgoing(&mut conn, mail_id).await? else { return Ok(()) };
    drop(conn);
    let sent = transport::deliver(&portal.config.mail, &mail).await;
    let mut tx = portal.db.begin_housekeeping().await?;
    store::attempted(&mut tx, mail_id, portal.clock.now(), sent.as_ref().err().map(ToString::to_string))
        .await?;
    tx.commit().await?;
    sent.map_err(|error| {
        if error.is_permanent() {
            JobError::Fail(error.to_string())
        } else {
            JobError::Retry(error.to_string())
        }
    })
}
