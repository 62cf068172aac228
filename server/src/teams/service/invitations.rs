//! Invitations: written to an address, used up by whoever proves it.
use super::{MEMBERS, managed, record, refuse_full, refuse_known};
use crate::{
    clock::new_id,
    db::{Conn, Tx},
    portal::Portal,
    rate_limits::Limit,
    secrets::{Purpose, random_token},
    teams::{letters, store},
};
use app::{
    actor::{Actor, SignedIn},
    error::PortalError,
    id::InvitationId,
    teams::*,
};
use chrono::TimeDelta;
use serde_json::json;

pub async fn invite(
    portal: &Portal,
    actor: &Actor,
    slug: &str,
    new: NewInvitation,
) -> Result<TeamInvitation, PortalError> {
    let person = actor.signed_in()?;
    managed(&mut portal.db.read().await?, actor, slug).await?;
    new.validate()?;
    let email = new.normal_email();
    portal.limit_for(actor, Limit::Invite, &person.developer_id.to_string()).await?;
    portal.limit_for(actor, Limit::MailTo, &email).await?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    tx.take_turns(MEMBERS).await?;
    let team = managed(&mut tx, actor, slug).await?;
    refuse_known(&store::members(&mut tx, team.id).await?, &email)?;
    refuse_full(&mut tx, portal, team.id).await?;
    let token = random_token("");
    let invitation = TeamInvitation {
        id: InvitationId(new_id(now)),
        email,
        role: new.role,
        invited_by: person.full_name.clone(),
        created_at: now,
        expires_at: now + TimeDelta::days(INVITATION_DAYS),
    };
    let hash = portal.secrets.hash(Purpose::Invitation, &token);
    store::insert_invitation(&mut tx, team.id, hash, &invitation).await?;
    letters::invitation(&mut tx, portal, &team, &invitation, &token).await?;
    let change = json!({ "email": invitation.email, "role": invitation.role });
    record(&mut tx, portal, actor, "team.invited", &team, change).await?;
    tx.commit().await?;
    portal.jobs.wake();
    Ok(invitation)
}

pub async fn withdraw(
    portal: &Portal,
    actor: &Actor,
    slug: &str,
    id: InvitationId,
) -> Result<(), PortalError> {
    let mut tx = portal.db.begin().await?;
    let team = managed(&mut tx, actor, slug).await?;
    let email = store::delete_invitation(&mut tx, team.id, id).await?.ok_or(PortalError::NotFound)?;
    record(&mut tx, portal, actor, "team.invitation_withdrawn", &team, json!({ "email": email })).await?;
    tx.commit().await?;
    Ok(())
}

pub async fn read(portal: &Portal, actor: &Actor, token: &str) -> Result<OpenedInvitation, PortalError> {
    let open = open(portal, &mut portal.db.read().await?, token).await?;
    let email = open.invitation.email.clone();
    Ok(OpenedInvitation {
        masked_email: masked_email(&email),
        for_asker: actor.signed_in().is_ok_and(|person| person.email == email),
        invitation: received(open),
    })
}

pub async fn accept(portal: &Portal, actor: &Actor, token: &str) -> Result<Team, PortalError> {
    let person = actor.signed_in()?;
    let mut tx = portal.db.begin().await?;
    let open = open(portal, &mut tx, token).await?;
    if open.invitation.email != person.email {
        let detail = format!(
            "This invitation was written to {}, and you are signed in as {}. Sign in with that address, or ask for an invitation to yours.",
            masked_email(&open.invitation.email),
            person.email
        );
        return Err(PortalError::refused("other_address", detail));
    }
    use_up(portal, tx, actor, person, open).await
}

pub async fn join(portal: &Portal, actor: &Actor, id: InvitationId) -> Result<Team, PortalError> {
    let person = actor.signed_in()?;
    let mut tx = portal.db.begin().await?;
    let open = own_invitation(portal, &mut tx, person, id).await?;
    use_up(portal, tx, actor, person, open).await
}

pub async fn decline(portal: &Portal, actor: &Actor, id: InvitationId) -> Result<(), PortalError> {
    let person = actor.signed_in()?;
    let mut tx = portal.db.begin().await?;
    let store::Open { team, invitation } = own_invitation(portal, &mut tx, person, id).await?;
    store::delete_invitation(&mut tx, team.id, invitation.id).await?;
    let change = json!({ "email": invitation.email });
    record(&mut tx, portal, actor, "team.invitation_declined", &team, change).await?;
    tx.commit().await?;
    Ok(())
}

async fn open(portal: &Portal, conn: &mut Conn, token: &str) -> Result<store::Open, PortalError> {
    let hash = portal.secrets.hash(Purpose::Invitation, token);
    store::open_by_hash(conn, hash, portal.clock.now()).await?.ok_or(PortalError::NotFound)
}

async fn own_invitation(
    portal: &Portal,
    conn: &mut Conn,
    person: &SignedIn,
    id: InvitationId,
) -> Result<store::Open, PortalError> {
    let open = store::open_for(conn, &person.email, portal.clock.now()).await?;
    open.into_iter().find(|open| open.invitation.id == id).ok_or(PortalError::NotFound)
}

/// Makes a member of them.
async fn use_up(
    portal: &Portal,
    mut tx: Tx,
    actor: &Actor,
    person: &SignedIn,
    open: store::Open,
) -> Result<Team, PortalError> {
    tx.take_turns(MEMBERS).await?;
    let store::Open { team, invitation } = open;
    // Somebody may have used it, or taken it back, a moment before.
    store::delete_invitation(&mut tx, team.id, invitation.id).await?.ok_or(PortalError::NotFound)?;
    let id = person.developer_id;
    store::add_member(&mut tx, team.id, id, invitation.role, portal.clock.now(), None).await?;
    store::now_by_hand(&mut tx, team.id, id).await?;
    let change = json!({ "developer": id, "role": invitation.role, "invited_by": invitation.invited_by });
    record(&mut tx, portal, actor, "team.member_joined", &team, change).await?;
    tx.commit().await?;
    Ok(team)
}

pub fn received(open: store::Open) -> ReceivedInvitation {
    ReceivedInvitation {
        id: open.invitation.id,
        team: open.team.name,
        role: open.invitation.role,
        invited_by: open.invitation.invited_by,
        expires_at: open.invitation.expires_at,
    }
}
