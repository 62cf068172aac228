use super::store;
use crate::portal::Portal;
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
