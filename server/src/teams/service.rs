use super::{
    groups::{Groups, groups_of, sync_groups},
    letters, store,
};
use crate::{
    audit::{self, Event},
    clock::new_id,
    db::{Conn, DbError, Tx},
    developers,
    portal::Portal,
    rate_limits::Limit,
    secrets::{Purpose, random_text, random_token},
};
use app::{
    actor::{Actor, SignedIn},
    error::PortalError,
    id::{DeveloperId, GroupMappingId, InvitationId, TeamId},
    page::{Page, PageRequest},
    teams::*,
};
use chrono::TimeDelta;
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
        Ok(OwnTeams { teams, invitations: open.into_iter().map(received).collect() })
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
        self.detail(&mut self.db.read().await?, actor, slug).await
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
        self.team_goes(&mut conn, &team).await
    }

    async fn delete_team(&self, actor: &Actor, slug: &str) -> Result<(), PortalError> {
        let mut tx = self.db.begin().await?;
        let team = managed(&mut tx, actor, slug).await?;
        let goes = self.team_goes(&mut tx, &team).await?;
        let own = actor.developer_id();
        for member in store::members(&mut tx, team.id).await? {
            if Some(member.developer_id) != own {
                letters::membership(&mut tx, self, &member.email, &team, &named(actor), false).await?;
            }
        }
        store::delete(&mut tx, team.id).await?;
        record(&mut tx, self, actor, "team.deleted", &team, json!({ "before": goes })).await?;
        tx.commit().await?;
        self.jobs.wake();
        Ok(())
    }

    async fn leave_team(&self, actor: &Actor, slug: &str) -> Result<(), PortalError> {
        let person = actor.signed_in()?;
        let mut tx = self.db.begin().await?;
        tx.take_turns(MEMBERS).await?;
        let detail = self.detail(&mut tx, actor, slug).await?;
        detail.keeps_an_owner_without(person.developer_id)?;
        if !store::remove_member(&mut tx, detail.team.id, person.developer_id).await? {
            return Err(PortalError::NotFound);
        }
        let change = json!({ "developer": person.developer_id });
        record(&mut tx, self, actor, "team.member_left", &detail.team, change).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn change_team_role(
        &self,
        actor: &Actor,
        slug: &str,
        member: DeveloperId,
        role: TeamRole,
    ) -> Result<TeamDetail, PortalError> {
        let mut tx = self.db.begin().await?;
        tx.take_turns(MEMBERS).await?;
        let team = managed(&mut tx, actor, slug).await?;
        let before = self.detail(&mut tx, actor, slug).await?;
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
        record(&mut tx, self, actor, "team.role_changed", &team, change).await?;
        let after = self.detail(&mut tx, actor, slug).await?;
        tx.commit().await?;
        Ok(after)
    }

    async fn remove_member(&self, actor: &Actor, slug: &str, member: DeveloperId) -> Result<(), PortalError> {
        let mut tx = self.db.begin().await?;
        tx.take_turns(MEMBERS).await?;
        let team = managed(&mut tx, actor, slug).await?;
        let detail = self.detail(&mut tx, actor, slug).await?;
        let email = known_member(&detail, member)?.email.clone();
        detail.keeps_an_owner_without(member)?;
        store::remove_member(&mut tx, team.id, member).await?;
        letters::membership(&mut tx, self, &email, &team, &named(actor), false).await?;
        record(&mut tx, self, actor, "team.member_removed", &team, json!({ "developer": member })).await?;
        tx.commit().await?;
        self.jobs.wake();
        Ok(())
    }

    async fn invite(
        &self,
        actor: &Actor,
        slug: &str,
        new: NewInvitation,
    ) -> Result<TeamInvitation, PortalError> {
        let person = actor.signed_in()?;
        managed(&mut self.db.read().await?, actor, slug).await?;
        new.validate()?;
        let email = new.normal_email();
        self.limit_for(actor, Limit::Invite, &person.developer_id.to_string()).await?;
        self.limit_for(actor, Limit::MailTo, &email).await?;
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        tx.take_turns(MEMBERS).await?;
        let team = managed(&mut tx, actor, slug).await?;
        refuse_known(&store::members(&mut tx, team.id).await?, &email)?;
        refuse_full(&mut tx, self, team.id).await?;
        let token = random_token("");
        let invitation = TeamInvitation {
            id: InvitationId(new_id(now)),
            email,
            role: new.role,
            invited_by: person.full_name.clone(),
            created_at: now,
            expires_at: now + TimeDelta::days(INVITATION_DAYS),
        };
        let hash = self.secrets.hash(Purpose::Invitation, &token);
        store::insert_invitation(&mut tx, team.id, hash, &invitation).await?;
        letters::invitation(&mut tx, self, &team, &invitation, &token).await?;
        let change = json!({ "email": invitation.email, "role": invitation.role });
        record(&mut tx, self, actor, "team.invited", &team, change).await?;
        tx.commit().await?;
        self.jobs.wake();
        Ok(invitation)
    }

    async fn withdraw_invitation(
        &self,
        actor: &Actor,
        slug: &str,
        id: InvitationId,
    ) -> Result<(), PortalError> {
        let mut tx = self.db.begin().await?;
        let team = managed(&mut tx, actor, slug).await?;
        let email = store::delete_invitation(&mut tx, team.id, id).await?.ok_or(PortalError::NotFound)?;
        record(&mut tx, self, actor, "team.invitation_withdrawn", &team, json!({ "email": email })).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn open_invitation(&self, actor: &Actor, token: &str) -> Result<OpenedInvitation, PortalError> {
        let open = self.open(&mut self.db.read().await?, token).await?;
        let email = open.invitation.email.clone();
        Ok(OpenedInvitation {
            masked_email: masked_email(&email),
            for_asker: actor.signed_in().is_ok_and(|person| person.email == email),
            invitation: received(open),
        })
    }

    async fn accept_invitation(&self, actor: &Actor, token: &str) -> Result<Team, PortalError> {
        let person = actor.signed_in()?;
        let mut tx = self.db.begin().await?;
        let open = self.open(&mut tx, token).await?;
        if open.invitation.email != person.email {
            let detail = format!(
                "This invitation was written to {}, and you are signed in as {}. Sign in with that address, or ask for an invitation to yours.",
                masked_email(&open.invitation.email),
                person.email
            );
            return Err(PortalError::refused("other_address", detail));
        }
        self.join(tx, actor, person, open).await
    }

    async fn join_team(&self, actor: &Actor, id: InvitationId) -> Result<Team, PortalError> {
        let person = actor.signed_in()?;
        let mut tx = self.db.begin().await?;
        let open = self.own_invitation(&mut tx, person, id).await?;
        self.join(tx, actor, person, open).await
    }

    async fn decline_invitation(&self, actor: &Actor, id: InvitationId) -> Result<(), PortalError> {
        let person = actor.signed_in()?;
        let mut tx = self.db.begin().await?;
        let store::Open { team, invitation } = self.own_invitation(&mut tx, person, id).await?;
        store::delete_invitation(&mut tx, team.id, invitation.id).await?;
        let change = json!({ "email": invitation.email });
        record(&mut tx, self, actor, "team.invitation_declined", &team, change).await?;
        tx.commit().await?;
        Ok(())
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
        actor.as_admin()?;
        new.validate()?;
        let email = new.normal_email();
        let mut tx = self.db.begin().await?;
        tx.take_turns(MEMBERS).await?;
        let team = managed(&mut tx, actor, slug).await?;
        refuse_known(&store::members(&mut tx, team.id).await?, &email)?;
        refuse_full(&mut tx, self, team.id).await?;
        let known = developers::store::find_by_email(&mut tx, &email).await?;
        let known = known.ok_or_else(|| {
            PortalError::field(
                "email",
                "There is no account with this address. An owner of the team can invite it.",
            )
        })?;
        store::add_member(&mut tx, team.id, known.id, new.role, self.clock.now(), None).await?;
        letters::membership(&mut tx, self, &email, &team, &named(actor), true).await?;
        let change = json!({ "developer": known.id, "role": new.role });
        record(&mut tx, self, actor, "team.member_added", &team, change).await?;
        let detail = self.detail(&mut tx, actor, slug).await?;
        tx.commit().await?;
        self.jobs.wake();
        Ok(detail)
    }

    async fn group_mappings(&self, actor: &Actor) -> Result<Vec<GroupMapping>, PortalError> {
        actor.as_admin()?;
        Ok(store::mappings(&mut self.db.read().await?).await?)
    }

    async fn map_group(&self, actor: &Actor, new: NewGroupMapping) -> Result<GroupMapping, PortalError> {
        actor.as_admin()?;
        new.validate()?;
        let now = self.clock.now();
        let id = GroupMappingId(new_id(now));
        let mut tx = self.db.begin().await?;
        let team = store::find(&mut tx, &new.team).await?;
        let team = team.ok_or_else(|| PortalError::field("team", "There is no such team."))?;
        if store::mappings(&mut tx).await?.len() as i64 >= NewGroupMapping::MOST {
            let detail = format!("There are {} mappings, which is the most.", NewGroupMapping::MOST);
            return Err(PortalError::refused("too_many_mappings", detail));
        }
        store::insert_mapping(&mut tx, id, team.id, now, &actor.name(), &new)
            .await
            .map_err(mapped_already)?;
        let change = json!({ "group": new.group.trim(), "provider": new.provider.trim(), "role": new.role });
        record(&mut tx, self, actor, "team.group_mapped", &team, change).await?;
        let made = store::mappings(&mut tx).await?.into_iter().find(|mapping| mapping.id == id);
        tx.commit().await?;
        made.ok_or(PortalError::Internal)
    }

    async fn unmap_group(&self, actor: &Actor, id: GroupMappingId) -> Result<(), PortalError> {
        actor.as_admin()?;
        let mut tx = self.db.begin().await?;
        let group = store::delete_mapping(&mut tx, id).await?.ok_or(PortalError::NotFound)?;
        let event = Event::new("team.group_unmapped", "group_mapping", id, &group);
        audit::record(&mut tx, self.clock.now(), actor, event).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn apply_groups(
        &self,
        actor: &Actor,
        developer: DeveloperId,
        provider: &str,
        claim: &Value,
    ) -> Result<GroupSync, PortalError> {
        actor.as_admin()?;
        let mut tx = self.db.begin().await?;
        developers::store::find(&mut tx, developer).await?.ok_or(PortalError::NotFound)?;
        let Groups { names, notes } = groups_of(claim);
        let mut sync = match names {
            Some(names) => sync_groups(&mut tx, self, actor, developer, provider, &names).await?,
            None => GroupSync::default(),
        };
        tx.commit().await?;
        self.jobs.wake();
        sync.notes = notes;
        Ok(sync)
    }
}

impl Portal {
    async fn detail(&self, conn: &mut Conn, actor: &Actor, slug: &str) -> Result<TeamDetail, PortalError> {
        let (team, role) = visible(conn, actor, slug).await?;
        let manages = may_manage(actor, role).is_ok();
        let invitations = match manages {
            true => store::invitations(conn, team.id, self.clock.now()).await?,
            false => Vec::new(),
        };
        let members = store::members(conn, team.id).await?;
        let applications = store::applications(conn, team.id).await?;
        Ok(TeamDetail { team, role, manages, members, invitations, applications })
    }

    async fn team_goes(&self, conn: &mut Conn, team: &Team) -> Result<TeamDeletion, PortalError> {
        let applications = store::applications(conn, team.id).await?;
        Ok(TeamDeletion {
            name: team.name.clone(),
            members: store::members(conn, team.id).await?.len() as u64,
            applications: applications.into_iter().map(|application| application.name).collect(),
            live_credentials: store::live_credentials(conn, team.id, self.clock.now()).await?.unsigned_abs(),
            approved_registrations: store::approved_registrations(conn, team.id).await?.unsigned_abs(),
        })
    }

    async fn open(&self, conn: &mut Conn, token: &str) -> Result<store::Open, PortalError> {
        let hash = self.secrets.hash(Purpose::Invitation, token);
        store::open_by_hash(conn, hash, self.clock.now()).await?.ok_or(PortalError::NotFound)
    }

    async fn own_invitation(
        &self,
        conn: &mut Conn,
        person: &SignedIn,
        id: InvitationId,
    ) -> Result<store::Open, PortalError> {
        let open = store::open_for(conn, &person.email, self.clock.now()).await?;
        open.into_iter().find(|open| open.invitation.id == id).ok_or(PortalError::NotFound)
    }

    /// Uses the invitation up.
    async fn join(
        &self,
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
        store::add_member(&mut tx, team.id, id, invitation.role, self.clock.now(), None).await?;
        store::now_by_hand(&mut tx, team.id, id).await?;
        let change = json!({ "developer": id, "role": invitation.role, "invited_by": invitation.invited_by });
        record(&mut tx, self, actor, "team.member_joined", &team, change).await?;
        tx.commit().await?;
        Ok(team)
    }
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

fn may_manage(actor: &Actor, role: Option<TeamRole>) -> Result<(), PortalError> {
    if role == Some(TeamRole::Owner) { Ok(()) } else { actor.as_admin().map(drop) }
}

fn known_member(detail: &TeamDetail, member: DeveloperId) -> Result<&TeamMember, PortalError> {
    detail.members.iter().find(|one| one.developer_id == member).ok_or(PortalError::NotFound)
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

fn received(open: store::Open) -> ReceivedInvitation {
    ReceivedInvitation {
        id: open.invitation.id,
        team: open.team.name,
        role: open.invitation.role,
        invited_by: open.invitation.invited_by,
        expires_at: open.invitation.expires_at,
    }
}

/// The actor without their address: members need not know an admin's.
fn named(actor: &Actor) -> String {
    actor.signed_in().map(|person| person.full_name.clone()).unwrap_or_else(|_| actor.name())
}

async fn free_slug(conn: &mut Conn, name: &str) -> Result<String, PortalError> {
    loop {
        let slug = format!("{}-{}", slug_base(name), random_text(4).to_lowercase());
        if store::find(conn, &slug).await?.is_none() {
            return Ok(slug);
        }
    }
}

fn mapped_already(error: DbError) -> PortalError {
    match error {
        DbError::Unique => PortalError::field("group", "This group leads to this team already."),
        other => other.into(),
    }
}

async fn record(
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
