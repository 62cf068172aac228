//! Forgotten and changed passwords.
use super::{existing, sign_up};
use crate::{
    audit::{self, Event},
    db::Tx,
    developers::{letters, links, policy, store},
    portal::Portal,
    rate_limits::Limit,
    sessions,
};
use app::{
    actor::Actor,
    developers::{Developer, DeveloperStatus, LinkPurpose},
    error::PortalError,
    id::DeveloperId,
};

pub async fn request_reset(portal: &Portal, actor: &Actor, email: &str) -> Result<(), PortalError> {
    let email = sign_up::mailable(portal, actor, email).await?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    if let Some(known) = store::find_by_email(&mut tx, &email).await? {
        match known.state.status() {
            DeveloperStatus::Approved | DeveloperStatus::Pending => {
                let link = links::issue(&mut tx, portal, known.id, LinkPurpose::Reset).await?;
                letters::reset(&mut tx, portal, &known, link).await?;
                let event = Event::new("password.reset_requested", "developer", known.id, &known.email);
                audit::record(&mut tx, now, actor, event).await?;
            }
            _ => sign_up::remind(portal, &mut tx, actor, &known).await?,
        }
    }
    tx.commit().await?;
    portal.jobs.wake();
    Ok(())
}

pub async fn reset(portal: &Portal, actor: &Actor, token: &str, password: &str) -> Result<(), PortalError> {
    let proof = sign_up::email_proof(portal, token, LinkPurpose::Reset).await?;
    portal.passwords.check("password", password, &[&proof.email, &proof.full_name])?;
    let hash = portal.passwords.hash(password).await?;
    let mut tx = portal.db.begin().await?;
    let id = links::consume(&mut tx, portal, token, LinkPurpose::Reset).await?;
    let developer = existing(&mut tx, id).await?;
    if !matches!(developer.state.status(), DeveloperStatus::Approved | DeveloperStatus::Pending) {
        return Err(PortalError::NotFound);
    }
    replace(portal, &mut tx, actor, &developer, &hash, "password.reset").await?;
    tx.commit().await?;
    portal.jobs.wake();
    Ok(())
}

pub async fn change(portal: &Portal, actor: &Actor, current: &str, new: &str) -> Result<(), PortalError> {
    let id = policy::own_id(actor)?;
    let developer = verified(portal, actor, id, "current_password", current).await?;
    portal.passwords.check("new_password", new, &[&developer.email, &developer.full_name])?;
    let hash = portal.passwords.hash(new).await?;
    let mut tx = portal.db.begin().await?;
    let developer = existing(&mut tx, id).await?;
    replace(portal, &mut tx, actor, &developer, &hash, "password.changed").await?;
    tx.commit().await?;
    portal.jobs.wake();
    Ok(())
}

/// The developer, once the password that `field` held turns out to be theirs.
pub async fn verified(
    portal: &Portal,
    actor: &Actor,
    id: DeveloperId,
    field: &str,
    password: &str,
) -> Result<Developer, PortalError> {
    let mut conn = portal.db.read().await?;
    let developer = existing(&mut conn, id).await?;
    let hash = store::password_hash(&mut conn, id).await?;
    drop(conn);
    portal.limit_for(actor, Limit::SignInAs, &developer.email).await?;
    if portal.passwords.verify(password, hash.as_deref()).await? {
        return Ok(developer);
    }
    Err(PortalError::field(field, "This is not your password. Please check it and try again."))
}

/// The new password; every session ends and every mailed link is void.
async fn replace(
    portal: &Portal,
    tx: &mut Tx,
    actor: &Actor,
    developer: &Developer,
    hash: &str,
    action: &str,
) -> Result<(), PortalError> {
    store::set_password(tx, developer.id, hash).await?;
    sessions::store::end_all_of(tx, developer.id).await?;
    links::cancel_all(tx, portal, developer.id).await?;
    letters::password_changed(tx, portal, developer).await?;
    let event = Event::new(action, "developer", developer.id, &developer.email);
    audit::record(tx, portal.clock.now(), actor, event).await?;
    Ok(())
}
