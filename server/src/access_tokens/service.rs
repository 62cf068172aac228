use super::store;
use crate::{
    audit::{self, Event},
    clock::new_id,
    developers,
    portal::Portal,
    secrets::{ACCESS_TOKEN_PREFIX, Purpose, random_token},
};
use app::{
    access_tokens::*,
    actor::{Actor, SignedIn},
    developers::normal_email,
    error::PortalError,
    id::{AccessTokenId, DeveloperId},
};
use chrono::TimeDelta;
use serde_json::json;

/// How often a token's last use is written down.
const TOUCH_AFTER: TimeDelta = TimeDelta::minutes(1);

#[async_trait::async_trait]
impl AccessTokens for Portal {
    async fn own_access_tokens(&self, actor: &Actor) -> Result<Vec<AccessToken>, PortalError> {
        let person = actor.signed_in()?;
        Ok(store::list(&mut self.db.read().await?, person.developer_id).await?)
    }

    async fn issue_access_token(
        &self,
        actor: &Actor,
        new: NewAccessToken,
    ) -> Result<IssuedAccessToken, PortalError> {
        let person = actor.proved(self.clock.now())?;
        self.issue_token(actor, person.developer_id, new).await
    }

    async fn revoke_access_token(&self, actor: &Actor, id: AccessTokenId) -> Result<(), PortalError> {
        let person = actor.signed_in()?;
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let token = store::find_own(&mut tx, person.developer_id, id).await?.ok_or(PortalError::NotFound)?;
        store::delete(&mut tx, id).await?;
        let event = Event::new("access_token.revoked", "access_token", id, &token.name);
        audit::record(&mut tx, now, actor, event).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn access_token_owner(&self, secret: &str) -> Result<Option<(SignedIn, Scope)>, PortalError> {
        if !secret.starts_with(ACCESS_TOKEN_PREFIX) {
            return Ok(None);
        }
        let now = self.clock.now();
        let hash = self.secrets.hash(Purpose::AccessToken, secret);
        let Some(token) = store::owned(&mut self.db.read().await?, hash).await? else { return Ok(None) };
        if token.expires_at.is_some_and(|at| at <= now) {
            return Ok(None);
        }
        if token.last_used_at.is_none_or(|at| now - at >= TOUCH_AFTER) {
            let mut tx = self.db.begin_housekeeping().await?;
            store::touch(&mut tx, token.token_id, now).await?;
            tx.commit().await?;
        }
        Ok(Some((token.owner, token.scope)))
    }

    async fn issue_access_token_for(
        &self,
        actor: &Actor,
        email: &str,
        new: NewAccessToken,
    ) -> Result<IssuedAccessToken, PortalError> {
        actor.as_system()?;
        let developer =
            developers::store::find_by_email(&mut self.db.read().await?, &normal_email(email)).await?;
        let developer = developer
            .ok_or_else(|| PortalError::field("email", "There is no developer with this e-mail address."))?;
        self.issue_token(actor, developer.id, new).await
    }
}

impl Portal {
    async fn issue_token(
        &self,
        actor: &Actor,
        developer_id: DeveloperId,
        new: NewAccessToken,
    ) -> Result<IssuedAccessToken, PortalError> {
        new.validate()?;
        let now = self.clock.now();
        let secret = random_token(ACCESS_TOKEN_PREFIX);
        let id = AccessTokenId(new_id(now));
        let stored = store::Stored {
            id,
            hash: self.secrets.hash(Purpose::AccessToken, &secret),
            developer_id,
            last_four: &secret[secret.len() - 4..],
            expires_at: new.expires_in_days.map(|days| now + TimeDelta::days(i64::from(days))),
        };
        let mut tx = self.db.begin().await?;
        if store::count(&mut tx, developer_id).await? >= NewAccessToken::MOST {
            return Err(PortalError::refused(
                "too_many_access_tokens",
                format!(
                    "You have {} access tokens already. Revoke one you no longer need.",
                    NewAccessToken::MOST
                ),
            ));
        }
        store::insert(&mut tx, now, &new, stored).await?;
        let token = store::find_own(&mut tx, developer_id, id).await?.ok_or(PortalError::NotFound)?;
        let event = Event::new("access_token.issued", "access_token", id, &token.name)
            .change(json!({ "after": { "scope": token.scope, "expires_at": token.expires_at } }));
        audit::record(&mut tx, now, actor, event).await?;
        tx.commit().await?;
        Ok(IssuedAccessToken { token, secret })
    }
}
