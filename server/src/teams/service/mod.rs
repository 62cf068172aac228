//! Teams for their members, and for admins.
mod invitations;
mod mappings;
mod members;

use super::{letters, store};
use crate::{
    audit::{self, Event},
    clock::new_id,
    db::{Conn, DbError, Tx},
    portal::Portal,
    secrets::random_text,
};
use app::{
    actor::Actor,
    error::PortalError,
    id::{DeveloperId, GroupMappingId, InvitationId, TeamId},
    page::{Page, PageRequest},
    teams::*,
};
use serde_json::{Value, json};

/// Changes of who is in a team follow one another, so that two owners cannot both leave at once.
pub(super) const MEMBERS: &str = "teams.members";

#[async_trait::async_trait]
impl Teams for Portal {
    async fn own_teams(&self, actor: &Actor) -> Result<OwnTeams, PortalError> {
        let person = actor.signed_in()?;
        let mut conn = self.db.read().await?;
        let teams = store::cards_of(&mut conn, person.developer_id).await?;
        let open = store::open_for(&mut conn, &person.email, self.clock.now()).await?;
        Ok(OwnTeams { teams, invitations: open.into_iter().map(invitations::received).collect() })
    }

    async fn create_team(&self, actor: &Actor, new: NewTeam) -> Result<Team, PortalError> {
        let person = actor.signed_in()?;
        new.validate()?;
        let new = new.trimmed();
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        tx.take_turns(MEMBERS).await?;
        if store::owned_count(&mut tx, person.developer_id).await? >= OWN_TEAMS_MAX {
            let detail = format!(
                "You own {OWN_TEAMS_MAX} teams, which is the most. Delete one that nobody needs, or let somebody else own it."
            );
            return Err(PortalError::refused("too_many_teams", detail));
        }
        let slug = free_slug(&mut tx, &new.name).await?;
        let NewTeam { name, description } = new;
        let team = Team { id: TeamId(new_id(now)), slug, name, description, created_at: now };
        store::insert(&mut tx, &team).await?;
        store::add_member(&mut tx, team.id, person.developer_id, TeamRole::Owner, now, None).await?;
        record(&mut tx, self, actor, "team.created", &team, json!({ "after": { "slug": team.slug } }))
            .await?;
        tx.commit().await?;
        Ok(team)
    }

    async fn team(&self, actor: &Actor, slug: &str) -> Result<TeamDetail, PortalError> {
        detail(self, &mut self.db.read().await?, actor, slug).await
    }

    async fn update_team(&self, actor: &Actor, slug: &str, new: NewTeam) -> Result<Team, PortalError> {
        let mut tx = self.db.begin().await?;
        let before = managed(&mut tx, actor, slug).await?;
        new.validate()?;
        let new = new.trimmed();
        store::update(&mut tx, before.id, self.clock.now(), &new).await?;
        let after = store::find(&mut tx, slug).await?.ok_or(PortalError::NotFound)?;
        let change = json!({ "before": before.name, "after": after.name });
        record(&mut tx, self, actor, "team.updated", &after, change).await?;
        tx.commit().await?;
        Ok(after)
    }

    async fn team_deletion(&self, actor: &Actor, slug: &str) -> Result<TeamDeletion, PortalError> {
        let mut conn = self.db.read().await?;
        let team = managed(&mut conn, actor, slug).await?;
        what_goes(self, &mut conn, &team).await
    }

    async fn delete_team(&self, actor: &Actor, slug: &str) -> Result<(), PortalError> {
        let mut tx = self.db.begin().await?;
        let team = managed(&mut tx, actor, slug).await?;
        let goes = what_goes(self, &mut tx, &team).await?;
        let own = actor.developer_id();
        for member in store::members(&mut tx, team.id).await? {
            if Some(member.developer_id) != own {
                letters::membership(&mut tx, self, &member.email, &team, &actor.full_name(), false).await?;
            }
        }
        store::delete(&mut tx, team.id).await?;
        record(&mut tx, self, actor, "team.deleted", &team, json!({ "before": goes })).await?;
        tx.commit().await?;
        self.jobs.wake();
        Ok(())
    }

    async fn leave_team(&self, actor: &Actor, slug: &str) -> Result<(), PortalError> {
        members::leave(self, actor, slug).await
    }

    async fn change_team_role(
        &self,
        actor: &Actor,
        slug: &str,
        member: DeveloperId,
        role: TeamRole,
    ) -> Result<TeamDetail, PortalError> {
        members::change_role(self, actor, slug, member, role).await
    }

    async fn remove_member(&self, actor: &Actor, slug: &str, member: DeveloperId) -> Result<(), PortalError> {
        members::remove(self, actor, slug, member).await
    }

    async fn invite(
        &self,
        actor: &Actor,
        slug: &str,
        new: NewInvitation,
    ) -> Result<TeamInvitation, PortalError> {
        invitations::invite(self, actor, slug, new).await
    }

    async fn withdraw_invitation(
        &self,
        actor: &Actor,
        slug: &str,
        id: InvitationId,
    ) -> Result<(), PortalError> {
        invitations::withdraw(self, actor, slug, id).await
    }

    async fn open_invitation(&self, actor: &Actor, token: &str) -> Result<OpenedInvitation, PortalError> {
        invitations::read(self, actor, token).await
    }

    async fn accept_invitation(&self, actor: &Actor, token: &str) -> Result<Team, PortalError> {
        invitations::accept(self, actor, token).await
    }

    async fn join_team(&self, actor: &Actor, id: InvitationId) -> Result<Team, PortalError> {
        invitations::join(self, actor, id).await
    }

    async fn decline_invitation(&self, actor: &Actor, id: InvitationId) -> Result<(), PortalError> {
        invitations::decline(self, actor, id).await
    }

    async fn teams(
        &self,
        actor: &Actor,
        query: &str,
        page: PageRequest,
    ) -> Result<Page<TeamCard>, PortalError> {
        actor.as_admin()?;
        let mut conn = self.db.read().await?;
        let total = store::count(&mut conn, query).await?;
        Ok(Page::new(store::all(&mut conn, actor.developer_id(), query, page).await?, total, page))
    }

    async fn add_member(
        &self,
        actor: &Actor,
        slug: &str,
        new: NewInvitation,
    ) -> Result<TeamDetail, PortalError> {
        members::add(self, actor, slug, new).await
    }

    async fn group_mappings(&self, actor: &Actor) -> Result<Vec<GroupMapping>, PortalError> {
        mappings::all(self, actor).await
    }

    async fn map_group(&self, actor: &Actor, new: NewGroupMapping) -> Result<GroupMapping, PortalError> {
        mappings::map(self, actor, new).await
    }

    async fn unmap_group(&self, actor: &Actor, id: GroupMappingId) -> Result<(), PortalError> {
        mappings::unmap(self, actor, id).await
    }

    async fn apply_groups(
        &self,
        actor: &Actor,
        developer: DeveloperId,
        provider: &str,
        claim: &Value,
    ) -> Result<GroupSync, PortalError> {
        mappings::apply(self, actor, developer, provider, claim).await
    }
}

/// With its invitations for those who decide about it.
async fn detail(
    portal: &Portal,
    conn: &mut Conn,
    actor: &Actor,
    slug: &str,
) -> Result<TeamDetail, PortalError> {
    let (team, role) = visible(conn, actor, slug).await?;
    let manages = may_manage(actor, role).is_ok();
    let invitations = match manages {
        true => store::invitations(conn, team.id, portal.clock.now()).await?,
        false => Vec::new(),
    };
    let members = store::members(conn, team.id).await?;
    let applications = store::applications(conn, team.id).await?;
    Ok(TeamDetail { team, role, manages, members, invitations, applications })
}

async fn what_goes(portal: &Portal, conn: &mut Conn, team: &Team) -> Result<TeamDeletion, PortalError> {
    let applications = store::applications(conn, team.id).await?;
    Ok(TeamDeletion {
        name: team.name.clone(),
        members: store::members(conn, team.id).await?.len() as u64,
        applications: applications.into_iter().map(|application| application.name).collect(),
        live_credentials: store::live_credentials(conn, team.id, portal.clock.now()).await?.unsigned_abs(),
        approved_registrations: store::approved_registrations(conn, team.id).await?.unsigned_abs(),
    })
}

/// The team, to its members and to admins.
async fn visible(
    conn: &mut Conn,
    actor: &Actor,
    slug: &str,
) -> Result<(Team, Option<TeamRole>), PortalError> {
    let asker = match actor.signed_in() {
        Ok(person) => Some(person.developer_id),
        Err(_) if actor.is_system() => None,
        Err(error) => return Err(error),
    };
    let team = store::find(conn, slug).await?.ok_or(PortalError::NotFound)?;
    let role = match asker {
        Some(developer) => store::role_of(conn, team.id, developer).await?,
        None => None,
    };
    if role.is_none() && actor.as_admin().is_err() {
        return Err(PortalError::NotFound);
    }
    Ok((team, role))
}

/// The team, to those who decide about it.
async fn managed(conn: &mut Conn, actor: &Actor, slug: &str) -> Result<Team, PortalError> {
    let (team, role) = visible(conn, actor, slug).await?;
    may_manage(actor, role)?;
    Ok(team)
}

async fn managed_detail(
    portal: &Portal,
    conn: &mut Conn,
    actor: &Actor,
    slug: &str,
) -> Result<TeamDetail, PortalError> {
    let detail = detail(portal, conn, actor, slug).await?;
    may_manage(actor, detail.role)?;
    Ok(detail)
}

fn may_manage(actor: &Actor, role: Option<TeamRole>) -> Result<(), PortalError> {
    if role == Some(TeamRole::Owner) { Ok(()) } else { actor.as_admin().map(drop) }
}

fn refuse_known(members: &[TeamMember], email: &str) -> Result<(), PortalError> {
    if members.iter().any(|member| member.email == email) {
        return Err(PortalError::field("email", "This person is in the team already."));
    }
    Ok(())
}

async fn refuse_full(conn: &mut Conn, portal: &Portal, team: TeamId) -> Result<(), PortalError> {
    if store::size(conn, team, portal.clock.now()).await? < MEMBERS_MAX {
        return Ok(());
    }
    let detail = format!("A team has at most {MEMBERS_MAX} members and open invitations.");
    Err(PortalError::refused("team_full", detail))
}

async fn free_slug(conn: &mut Conn, name: &str) -> Result<String, PortalError> {
    loop {
        let slug = format!("{}-{}", slug_base(name), random_text(4).to_lowercase());
        if store::find(conn, &slug).await?.is_none() {
            return Ok(slug);
        }
    }
}

pub(super) async fn record(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    action: &str,
    team: &Team,
    change: Value,
) -> Result<(), DbError> {
    let event = Event::new(action, "team", team.id, &team.name).change(change);
    audit::record(tx, portal.clock.now(), actor, event).await
}
