//! Who is in a team, and as what.
use super::{MEMBERS, detail, managed, managed_detail, record, refuse_full, refuse_known};
use crate::{
    developers,
    portal::Portal,
    teams::{letters, store},
};
use app::{actor::Actor, error::PortalError, id::DeveloperId, teams::*};
use serde_json::json;

pub async fn leave(portal: &Portal, actor: &Actor, slug: &str) -> Result<(), PortalError> {
    let person = actor.signed_in()?;
    let mut tx = portal.db.begin().await?;
    tx.take_turns(MEMBERS).await?;
    let detail = detail(portal, &mut tx, actor, slug).await?;
    detail.keeps_an_owner_without(person.developer_id)?;
    if !store::remove_member(&mut tx, detail.team.id, person.developer_id).await? {
        return Err(PortalError::NotFound);
    }
    let change = json!({ "developer": person.developer_id });
    record(&mut tx, portal, actor, "team.member_left", &detail.team, change).await?;
    tx.commit().await?;
    Ok(())
}

pub async fn change_role(
    portal: &Portal,
    actor: &Actor,
    slug: &str,
    member: DeveloperId,
    role: TeamRole,
) -> Result<TeamDetail, PortalError> {
    let mut tx = portal.db.begin().await?;
    tx.take_turns(MEMBERS).await?;
    let before = managed_detail(portal, &mut tx, actor, slug).await?;
    let team = &before.team;
    let current = known_member(&before, member)?.role;
    if current == role {
        return Ok(before);
    }
    if role < current {
        before.keeps_an_owner_without(member)?;
    }
    store::set_role(&mut tx, team.id, member, role).await?;
    store::now_by_hand(&mut tx, team.id, member).await?;
    let change = json!({ "developer": member, "before": current, "after": role });
    record(&mut tx, portal, actor, "team.role_changed", team, change).await?;
    let after = detail(portal, &mut tx, actor, slug).await?;
    tx.commit().await?;
    Ok(after)
}

pub async fn remove(
    portal: &Portal,
    actor: &Actor,
    slug: &str,
    member: DeveloperId,
) -> Result<(), PortalError> {
    let mut tx = portal.db.begin().await?;
    tx.take_turns(MEMBERS).await?;
    let detail = managed_detail(portal, &mut tx, actor, slug).await?;
    let team = &detail.team;
    let email = &known_member(&detail, member)?.email;
    detail.keeps_an_owner_without(member)?;
    store::remove_member(&mut tx, team.id, member).await?;
    letters::membership(&mut tx, portal, email, team, &actor.full_name(), false).await?;
    record(&mut tx, portal, actor, "team.member_removed", team, json!({ "developer": member })).await?;
    tx.commit().await?;
    portal.jobs.wake();
    Ok(())
}

pub async fn add(
    portal: &Portal,
    actor: &Actor,
    slug: &str,
    new: NewInvitation,
) -> Result<TeamDetail, PortalError> {
    actor.as_admin()?;
    new.validate()?;
    let email = new.normal_email();
    let mut tx = portal.db.begin().await?;
    tx.take_turns(MEMBERS).await?;
    let team = managed(&mut tx, actor, slug).await?;
    refuse_known(&store::members(&mut tx, team.id).await?, &email)?;
    refuse_full(&mut tx, portal, team.id).await?;
    let known = developers::store::find_by_email(&mut tx, &email).await?;
    let known = known.ok_or_else(|| {
        PortalError::field(
            "email",
            "There is no account with this address. An owner of the team can invite it.",
        )
    })?;
    store::add_member(&mut tx, team.id, known.id, new.role, portal.clock.now(), None).await?;
    letters::membership(&mut tx, portal, &email, &team, &actor.full_name(), true).await?;
    let change = json!({ "developer": known.id, "role": new.role });
    record(&mut tx, portal, actor, "team.member_added", &team, change).await?;
    let detail = detail(portal, &mut tx, actor, slug).await?;
    tx.commit().await?;
    portal.jobs.wake();
    Ok(detail)
}

fn known_member(detail: &TeamDetail, member: DeveloperId) -> Result<&TeamMember, PortalError> {
    detail.members.iter().find(|one| one.developer_id == member).ok_or(PortalError::NotFound)
}
