//! What admins do with accounts: list, change roles, create, delete.
use super::{deletion_of, existing};
use crate::{
    audit::{self, Event},
    clock::new_id,
    db::{DbError, Tx},
    developers::{policy, store},
    portal::Portal,
    sessions, teams,
};
use app::{
    actor::{Actor, Role},
    developers::{Developer, DeveloperDeletion, DeveloperFilter, NewDeveloper, normal_email},
    error::PortalError,
    id::DeveloperId,
    page::{Page, PageRequest},
};
use serde_json::json;

pub async fn list(
    portal: &Portal,
    actor: &Actor,
    filter: DeveloperFilter,
    page: PageRequest,
) -> Result<Page<Developer>, PortalError> {
    actor.as_approver()?;
    let mut conn = portal.db.read().await?;
    let total = store::count(&mut conn, &filter).await?;
    Ok(Page::new(store::list(&mut conn, &filter, page).await?, total, page))
}

pub async fn deletion(
    portal: &Portal,
    actor: &Actor,
    id: DeveloperId,
) -> Result<DeveloperDeletion, PortalError> {
    actor.as_admin()?;
    let mut conn = portal.db.read().await?;
    let developer = existing(&mut conn, id).await?;
    deletion_of(portal, &mut conn, &developer).await
}

pub async fn change_role(
    portal: &Portal,
    actor: &Actor,
    id: DeveloperId,
    role: Role,
) -> Result<Developer, PortalError> {
    actor.as_admin()?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let before = existing(&mut tx, id).await?;
    if before.role == role {
        return Ok(before);
    }
    keep_an_admin(&mut tx, &before).await?;
    store::set_role(&mut tx, id, role).await?;
    sessions::store::end_all_of(&mut tx, id).await?;
    let event = Event::new("developer.role_changed", "developer", id, &before.email)
        .change(json!({ "before": before.role, "after": role }));
    audit::record(&mut tx, now, actor, event).await?;
    let after = existing(&mut tx, id).await?;
    tx.commit().await?;
    Ok(after)
}

pub async fn delete(portal: &Portal, actor: &Actor, id: DeveloperId) -> Result<(), PortalError> {
    actor.as_admin()?;
    remove(portal, actor, id).await
}

/// Deletes the developer with all that only they own.
pub async fn remove(portal: &Portal, actor: &Actor, id: DeveloperId) -> Result<(), PortalError> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let developer = existing(&mut tx, id).await?;
    keep_an_admin(&mut tx, &developer).await?;
    let gone = deletion_of(portal, &mut tx, &developer).await?;
    teams::before_deletion(&mut tx, portal, actor, id).await?;
    store::delete(&mut tx, id).await?;
    let event = Event::new("developer.deleted", "developer", id, &developer.email).change(
        json!({ "before": { "applications": gone.applications, "live_credentials": gone.live_credentials } }),
    );
    audit::record(&mut tx, now, actor, event).await?;
    tx.commit().await?;
    portal.jobs.wake();
    Ok(())
}

pub async fn create_approved(
    portal: &Portal,
    actor: &Actor,
    new: NewDeveloper,
    role: Role,
    password: &str,
) -> Result<Developer, PortalError> {
    actor.as_admin()?;
    new.validate()?;
    let email = normal_email(&new.email);
    portal.passwords.check("password", password, &[&email, &new.full_name])?;
    let hash = portal.passwords.hash(password).await?;
    let now = portal.clock.now();
    let id = DeveloperId(new_id(now));
    let mut tx = portal.db.begin().await?;
    let row = store::ApprovedRow {
        id,
        email: &email,
        full_name: new.full_name.trim(),
        role,
        password_hash: &hash,
        approved_by: &actor.name(),
    };
    store::insert_approved(&mut tx, now, row).await.map_err(email_taken)?;
    let event =
        Event::new("developer.created", "developer", id, &email).change(json!({ "after": { "role": role } }));
    audit::record(&mut tx, now, actor, event).await?;
    let created = existing(&mut tx, id).await?;
    tx.commit().await?;
    Ok(created)
}

fn email_taken(error: DbError) -> PortalError {
    match error {
        DbError::Unique => PortalError::field("email", "Another developer has this e-mail address."),
        other => other.into(),
    }
}

/// Two admins who demote each other at once must not both succeed.
pub async fn keep_an_admin(tx: &mut Tx, developer: &Developer) -> Result<(), PortalError> {
    tx.take_turns("developers.admins").await?;
    policy::keeps_an_admin(developer, store::count_approved_admins(tx).await?)
}
