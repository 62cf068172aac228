use super::store;
use crate::{db::contains_pattern, portal::Portal};
use app::{
    actor::Actor,
    audit::{Audit, AuditEvent},
    error::PortalError,
    page::{Page, PageRequest},
};

#[async_trait::async_trait]
impl Audit for Portal {
    async fn audit_events(
        &self,
        actor: &Actor,
        query: &str,
        page: PageRequest,
    ) -> Result<Page<AuditEvent>, PortalError> {
        actor.as_admin()?;
        let pattern = contains_pattern(query);
        let mut conn = self.db.read().await?;
        let total = store::count(&mut conn, &pattern).await?;
        Ok(Page::new(store::list(&mut conn, &pattern, page).await?, total, page))
    }
}
