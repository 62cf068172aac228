//! Who may come in: approve, reject, revoke.
use super::{accounts, existing};
use crate::{
    audit::{self, Event},
    db::Tx,
    developers::{letters, links, policy, store},
    portal::Portal,
    sessions,
};
use app::{
    actor::Actor,
    developers::{Developer, DeveloperStatus},
    error::PortalError,
    id::DeveloperId,
};
use serde_json::json;

pub async fn approve(portal: &Portal, actor: &Actor, id: DeveloperId) -> Result<Developer, PortalError> {
    actor.as_approver()?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let before = in_turn(&mut tx, id).await?;
    policy::may_decide_on(actor, &before)?;
    before.state.can_approve()?;
    store::decide(&mut tx, id, now, DeveloperStatus::Approved, &actor.name(), None).await?;
    let again = before.state.status() == DeveloperStatus::Revoked;
    letters::approved(&mut tx, portal, &before, again).await?;
    let event = Event::new("developer.approved", "developer", id, &before.email)
        .change(statuses(&before, "approved"));
    audit::record(&mut tx, now, actor, event).await?;
    let after = existing(&mut tx, id).await?;
    tx.commit().await?;
    portal.jobs.wake();
    Ok(after)
}

pub async fn reject(
    portal: &Portal,
    actor: &Actor,
    id: DeveloperId,
    reason: &str,
) -> Result<Developer, PortalError> {
    actor.as_approver()?;
    let reason = policy::reason(reason)?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let before = in_turn(&mut tx, id).await?;
    policy::may_decide_on(actor, &before)?;
    before.state.can_reject()?;
    store::decide(&mut tx, id, now, DeveloperStatus::Rejected, &actor.name(), Some(reason)).await?;
    links::cancel_all(&mut tx, portal, id).await?;
    letters::rejected(&mut tx, portal, &before, reason).await?;
    let event = Event::new("developer.rejected", "developer", id, &before.email)
        .change(statuses(&before, "rejected"))
        .reason(Some(reason));
    audit::record(&mut tx, now, actor, event).await?;
    let after = existing(&mut tx, id).await?;
    tx.commit().await?;
    portal.jobs.wake();
    Ok(after)
}

/// Verdicts ask for an approved developer, so the keys stop with this commit; sessions are deleted.
pub async fn revoke(
    portal: &Portal,
    actor: &Actor,
    id: DeveloperId,
    reason: &str,
) -> Result<Developer, PortalError> {
    actor.as_approver()?;
    let reason = policy::reason(reason)?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let before = in_turn(&mut tx, id).await?;
    policy::may_decide_on(actor, &before)?;
    before.state.can_revoke()?;
    accounts::keep_an_admin(&mut tx, &before).await?;
    store::decide(&mut tx, id, now, DeveloperStatus::Revoked, &actor.name(), Some(reason)).await?;
    sessions::store::end_all_of(&mut tx, id).await?;
    links::cancel_all(&mut tx, portal, id).await?;
    letters::revoked(&mut tx, portal, &before, reason).await?;
    let event = Event::new("developer.revoked", "developer", id, &before.email)
        .change(statuses(&before, "revoked"))
        .reason(Some(reason));
    audit::record(&mut tx, now, actor, event).await?;
    let after = existing(&mut tx, id).await?;
    tx.commit().await?;
    portal.jobs.wake();
    Ok(after)
}

/// Decisions follow one another, so that two approvers cannot both decide on the same state.
async fn in_turn(tx: &mut Tx, id: DeveloperId) -> Result<Developer, PortalError> {
    tx.take_turns("developers.decisions").await?;
    existing(tx, id).await
}

fn statuses(before: &Developer, after: &str) -> serde_json::Value {
    json!({ "before": before.state.status(), "after": after })
}
