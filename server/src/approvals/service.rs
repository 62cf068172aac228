use super::store;
use crate::portal::Portal;
use app::{
    actor::Actor,
    approvals::*,
    developers::Developers,
    error::PortalError,
    page::{Page, PageRequest},
    registrations::Registrations,
};

#[async_trait::async_trait]
impl Approvals for Portal {
    async fn inbox(&self, actor: &Actor, page: PageRequest) -> Result<Page<InboxItem>, PortalError> {
        actor.as_approver()?;
        let mut conn = self.db.read().await?;
        let total = store::count(&mut conn).await?;
        Ok(Page::new(store::waiting(&mut conn, page).await?, total, page))
    }

    async fn waiting(&self, actor: &Actor) -> Result<u64, PortalError> {
        actor.as_approver()?;
        let mut conn = self.db.read().await?;
        Ok(store::count(&mut conn).await?.unsigned_abs())
    }

    async fn decide_together(
        &self,
        actor: &Actor,
        decision: InboxDecision,
    ) -> Result<Vec<InboxOutcome>, PortalError> {
        actor.as_approver()?;
        decision.validate()?;
        let InboxDecision { items, verdict, reason } = decision;
        let mut outcomes = Vec::with_capacity(items.len());
        for key in items {
            // Before deciding: afterwards it may be gone.
            let name = self.name_of(actor, key).await;
            let failure = self.decide_one(actor, key, verdict, &reason).await.err();
            outcomes.push(InboxOutcome {
                key,
                name,
                verdict,
                failure: failure.map(|error| sentence(&error)),
            });
        }
        Ok(outcomes)
    }
}

impl Portal {
    async fn decide_one(
        &self,
        actor: &Actor,
        key: InboxKey,
        verdict: InboxVerdict,
        reason: &str,
    ) -> Result<(), PortalError> {
        match (key, verdict) {
            (InboxKey::Developer(id), InboxVerdict::Approve) => {
                self.approve_developer(actor, id).await.map(drop)
            }
            (InboxKey::Developer(id), InboxVerdict::Reject) => {
                self.reject_developer(actor, id, reason).await.map(drop)
            }
            (InboxKey::Registration(id), InboxVerdict::Approve) => {
                self.approve(actor, id, reason).await.map(drop)
            }
            (InboxKey::Registration(id), InboxVerdict::Reject) => {
                self.reject(actor, id, reason).await.map(drop)
            }
        }
    }

    async fn name_of(&self, actor: &Actor, key: InboxKey) -> String {
        let name = match key {
            InboxKey::Developer(id) => self.developer(actor, id).await.map(|developer| developer.full_name),
            InboxKey::Registration(id) => self.registration(actor, id).await.map(|one| one.title()),
        };
        name.unwrap_or_else(|_| "Something that is gone".to_owned())
    }
}

fn sentence(error: &PortalError) -> String {
    match error {
        PortalError::NotFound => "It was withdrawn or deleted in the meantime.".to_owned(),
        PortalError::Invalid(errors) => {
            errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}
