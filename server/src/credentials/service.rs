use super::{panels, store};
use crate::{
    audit::{self, Event},
    clock::new_id,
    db::{Conn, Tx},
    portal::Portal,
    secrets::Purpose,
};
use app::{actor::Actor, credentials::*, error::PortalError, id::CredentialId, time::Timestamp};
use chrono::TimeDelta;
use serde_json::json;

#[async_trait::async_trait]
impl Credentials for Portal {
    async fn application_keys(
        &self,
        actor: &Actor,
        application: &str,
    ) -> Result<ApplicationKeys, PortalError> {
        let mut conn = self.db.read().await?;
        let owner = own_application(&mut conn, actor, application).await?;
        self.keys_of(&mut conn, &owner).await
    }

    async fn credential(
        &self,
        actor: &Actor,
        application: &str,
        id: CredentialId,
    ) -> Result<Credential, PortalError> {
        let mut conn = self.db.read().await?;
        let owner = own_application(&mut conn, actor, application).await?;
        let credential = existing(&mut conn, &owner, id, self.clock.now()).await?;
        Ok(self.with_last_use(credential))
    }

    async fn issue_credential(
        &self,
        actor: &Actor,
        application: &str,
        new: NewCredential,
    ) -> Result<IssuedCredential, PortalError> {
        new.validate()?;
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        tx.take_turns("credentials").await?;
        let owner = own_application(&mut tx, actor, application).await?;
        self.keys_of(&mut tx, &owner).await?.can_issue()?;
        let expires_at = new.expires_in_days.map(|days| now + TimeDelta::days(i64::from(days)));
        let issued = self.insert_key(&mut tx, &owner, now, new.name.trim(), expires_at).await?;
        let event = Event::new(
            "credential.issued",
            "credential",
            issued.credential.id,
            &issued.credential.name,
        )
        .change(
            json!({ "application": owner.slug, "key": issued.credential.shape(), "expires_at": expires_at }),
        );
        audit::record(&mut tx, now, actor, event).await?;
        tx.commit().await?;
        Ok(issued)
    }

    async fn rename_credential(
        &self,
        actor: &Actor,
        application: &str,
        id: CredentialId,
        name: &str,
    ) -> Result<Credential, PortalError> {
        NewCredential { name: name.to_owned(), expires_in_days: None }.validate()?;
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let owner = own_application(&mut tx, actor, application).await?;
        let before = existing(&mut tx, &owner, id, now).await?;
        store::rename(&mut tx, id, name.trim()).await?;
        let event = Event::new("credential.renamed", "credential", id, name.trim())
            .change(json!({ "application": owner.slug, "before": before.name, "after": name.trim() }));
        audit::record(&mut tx, now, actor, event).await?;
        let renamed = existing(&mut tx, &owner, id, now).await?;
        tx.commit().await?;
        Ok(self.with_last_use(renamed))
    }

    async fn rotate_credential(
        &self,
        actor: &Actor,
        application: &str,
        id: CredentialId,
        overlap: Overlap,
    ) -> Result<IssuedCredential, PortalError> {
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        tx.take_turns("credentials").await?;
        let owner = own_application(&mut tx, actor, application).await?;
        let old = existing(&mut tx, &owner, id, now).await?;
        old.can_rotate()?;
        if overlap != Overlap::Now {
            // Both are live for a while.
            self.keys_of(&mut tx, &owner).await?.can_issue()?;
        }
        // The new key lives as long as the old one was meant to.
        let expires_at = old.expires_at.map(|end| now + (end - old.created_at));
        let issued = self.insert_key(&mut tx, &owner, now, &old.name, expires_at).await?;
        let until = now + TimeDelta::hours(overlap.hours());
        store::retire(&mut tx, id, until, issued.credential.id).await?;
        if overlap == Overlap::Now {
            store::revoke(&mut tx, id, now, &actor.name()).await?;
        }
        let event = Event::new("credential.rotated", "credential", id, &old.name).change(json!({
            "application": owner.slug, "old": old.shape(), "new": issued.credential.shape(), "old_works_until": until
        }));
        audit::record(&mut tx, now, actor, event).await?;
        tx.commit().await?;
        Ok(issued)
    }

    async fn revoke_credential(
        &self,
        actor: &Actor,
        application: &str,
        id: CredentialId,
    ) -> Result<Credential, PortalError> {
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let owner = own_application(&mut tx, actor, application).await?;
        let credential = existing(&mut tx, &owner, id, now).await?;
        credential.can_revoke()?;
        store::revoke(&mut tx, id, now, &actor.name()).await?;
        let event = Event::new("credential.revoked", "credential", id, &credential.name)
            .change(json!({ "application": owner.slug, "key": credential.shape() }));
        audit::record(&mut tx, now, actor, event).await?;
        let revoked = existing(&mut tx, &owner, id, now).await?;
        tx.commit().await?;
        Ok(self.with_last_use(revoked))
    }

    async fn call_panels(&self, actor: &Actor, application: &str) -> Result<Vec<CallPanel>, PortalError> {
        let mut conn = self.db.read().await?;
        let owner = own_application(&mut conn, actor, application).await?;
        panels::panels(self, &mut conn, &owner).await
    }

    async fn first_calls(&self, actor: &Actor, application: &str) -> Result<Vec<FirstCall>, PortalError> {
        let mut conn = self.db.read().await?;
        let owner = own_application(&mut conn, actor, application).await?;
        panels::first_calls(self, &mut conn, &owner).await
    }
}

impl Portal {
    async fn keys_of(&self, conn: &mut Conn, owner: &store::Owner) -> Result<ApplicationKeys, PortalError> {
        let now = self.clock.now();
        let credentials = store::list(conn, owner.id, now).await?;
        let mut credentials: Vec<Credential> =
            credentials.into_iter().map(|credential| self.with_last_use(credential)).collect();
        credentials.sort_by_key(|credential| !credential.status.is_live());
        let limit = self.config.limits.credentials_per_application;
        let live = credentials.iter().filter(|credential| credential.status.is_live()).count();
        Ok(ApplicationKeys {
            application_slug: owner.slug.clone(),
            application_name: owner.name.clone(),
            blocked: ApplicationKeys::why_blocked(owner.kind, live, limit),
            credentials,
            limit,
        })
    }

    /// Adds a use of the last second, which is not written yet.
    fn with_last_use(&self, mut credential: Credential) -> Credential {
        credential.last_used_at =
            self.verdicts.usage().last_use_of(credential.id).or(credential.last_used_at);
        credential
    }

    async fn insert_key(
        &self,
        tx: &mut Tx,
        owner: &store::Owner,
        now: Timestamp,
        name: &str,
        expires_at: Option<Timestamp>,
    ) -> Result<IssuedCredential, PortalError> {
        let secret = self.key_format.generate();
        let new = store::NewRow {
            id: CredentialId(new_id(now)),
            application: owner.id,
            hash: self.secrets.hash(Purpose::Credential, &secret),
            name,
            prefix: self.key_format.prefix(),
            last_four: &secret[secret.len() - 4..],
            expires_at,
        };
        store::insert(tx, now, &new).await?;
        let credential = existing(tx, owner, new.id, now).await?;
        Ok(IssuedCredential { credential, secret })
    }
}

/// An application that is neither the actor's nor a team's of theirs answers like one that does not exist.
async fn own_application(
    conn: &mut Conn,
    actor: &Actor,
    application: &str,
) -> Result<store::Owner, PortalError> {
    let owner = actor.signed_in()?.developer_id;
    store::application(conn, application, owner).await?.ok_or(PortalError::NotFound)
}

async fn existing(
    conn: &mut Conn,
    owner: &store::Owner,
    id: CredentialId,
    now: Timestamp,
) -> Result<Credential, PortalError> {
    store::find(conn, owner.id, id, now).await?.ok_or(PortalError::NotFound)
}
