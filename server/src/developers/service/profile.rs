//! What developers do with their own account.
use super::{deletion_of, existing, passwords};
use crate::{
    audit::{self, Event},
    developers::{policy, store},
    portal::Portal,
};
use app::{
    actor::Actor,
    developers::{Developer, DeveloperDeletion, NewDeveloper},
    error::{Checks, PortalError},
};
use serde_json::json;

pub async fn own(portal: &Portal, actor: &Actor) -> Result<Developer, PortalError> {
    let id = policy::own_id(actor)?;
    existing(&mut portal.db.read().await?, id).await
}

pub async fn rename(portal: &Portal, actor: &Actor, full_name: &str) -> Result<Developer, PortalError> {
    let id = policy::own_id(actor)?;
    let mut checks = Checks::new();
    checks.line("full_name", full_name, 1, NewDeveloper::FULL_NAME_MAX);
    checks.done()?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let before = existing(&mut tx, id).await?;
    store::rename(&mut tx, id, full_name.trim()).await?;
    let after = existing(&mut tx, id).await?;
    let event = Event::new("developer.renamed", "developer", id, &after.email)
        .change(json!({ "before": before.full_name, "after": after.full_name }));
    audit::record(&mut tx, now, actor, event).await?;
    tx.commit().await?;
    Ok(after)
}

pub async fn own_deletion(portal: &Portal, actor: &Actor) -> Result<DeveloperDeletion, PortalError> {
    let id = policy::own_id(actor)?;
    let mut conn = portal.db.read().await?;
    let developer = existing(&mut conn, id).await?;
    deletion_of(portal, &mut conn, &developer).await
}

pub async fn delete_self(portal: &Portal, actor: &Actor, password: &str) -> Result<(), PortalError> {
    let id = policy::own_id(actor)?;
    let has_password = store::password_hash(&mut portal.db.read().await?, id).await?.is_some();
    if has_password {
        passwords::verified(portal, actor, id, "password", password).await?;
    } else if actor.proved(portal.clock.now())?.authenticated_at.is_none() {
        return Err(PortalError::refused(
            "prove_again",
            "Your account has no password, so a program cannot delete it. Sign in with your browser and delete it there.",
        ));
    }
    super::accounts::remove(portal, actor, id).await
}
