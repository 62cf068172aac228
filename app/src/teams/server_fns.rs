use super::{ending::*, groups::*, model::*};
#[cfg(feature = "ssr")]
use crate::{
    backend::{actor, backend, respond},
    catalog_roles::server_fns::list_catalog_roles,
    page::PageRequest,
    paths,
};
use crate::{
    call::Call,
    catalog_roles::RoleGrant,
    error::PortalError,
    id::{DeveloperId, GroupMappingId, InvitationId},
    page::Page,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[server(protocol = Call)]
pub async fn list_own_teams() -> Result<OwnTeams, PortalError> {
    respond(backend()?.own_teams(&actor()?).await)
}

#[server(protocol = Call)]
pub async fn create_team(name: String, #[server(default)] description: String) -> Result<(), PortalError> {
    let team = respond(backend()?.create_team(&actor()?, NewTeam { name, description }).await)?;
    leptos_axum::redirect(&paths::team(&team.slug));
    Ok(())
}

#[server(protocol = Call)]
pub async fn get_team(slug: String) -> Result<TeamDetail, PortalError> {
    respond(backend()?.team(&actor()?, &slug).await)
}

#[server(protocol = Call)]
pub async fn update_team(
    slug: String,
    name: String,
    #[server(default)] description: String,
) -> Result<(), PortalError> {
    let team = respond(backend()?.update_team(&actor()?, &slug, NewTeam { name, description }).await)?;
    leptos_axum::redirect(&paths::team(&team.slug));
    Ok(())
}

#[server(protocol = Call)]
pub async fn preview_team_deletion(slug: String) -> Result<TeamDeletion, PortalError> {
    respond(backend()?.team_deletion(&actor()?, &slug).await)
}

#[server(protocol = Call)]
pub async fn delete_team(slug: String) -> Result<(), PortalError> {
    respond(backend()?.delete_team(&actor()?, &slug).await)?;
    leptos_axum::redirect(&paths::teams());
    Ok(())
}

#[server(protocol = Call)]
pub async fn leave_team(slug: String) -> Result<(), PortalError> {
    respond(backend()?.leave_team(&actor()?, &slug).await)?;
    leptos_axum::redirect(&paths::teams());
    Ok(())
}

#[server(protocol = Call)]
pub async fn change_team_role(slug: String, id: DeveloperId, role: TeamRole) -> Result<(), PortalError> {
    respond(backend()?.change_team_role(&actor()?, &slug, id, role).await).map(drop)
}

#[server(protocol = Call)]
pub async fn remove_team_member(slug: String, id: DeveloperId) -> Result<(), PortalError> {
    respond(backend()?.remove_member(&actor()?, &slug, id).await)?;
    leptos_axum::redirect(&paths::team(&slug));
    Ok(())
}

#[server(protocol = Call)]
pub async fn invite_to_team(
    slug: String,
    email: String,
    role: TeamRole,
) -> Result<TeamInvitation, PortalError> {
    respond(backend()?.invite(&actor()?, &slug, NewInvitation { email, role }).await)
}

#[server(protocol = Call)]
pub async fn withdraw_team_invitation(slug: String, id: InvitationId) -> Result<(), PortalError> {
    respond(backend()?.withdraw_invitation(&actor()?, &slug, id).await)
}

/// Reads the link, never uses it up: mail programs open links before people do.
#[server(protocol = Call)]
pub async fn read_team_invitation(token: String) -> Result<OpenedInvitation, PortalError> {
    respond(backend()?.open_invitation(&actor()?, &token).await)
}

#[server(protocol = Call)]
pub async fn accept_team_invitation(token: String) -> Result<(), PortalError> {
    let team = respond(backend()?.accept_invitation(&actor()?, &token).await)?;
    leptos_axum::redirect(&paths::team(&team.slug));
    Ok(())
}

#[server(protocol = Call)]
pub async fn join_team(id: InvitationId) -> Result<(), PortalError> {
    let team = respond(backend()?.join_team(&actor()?, id).await)?;
    leptos_axum::redirect(&paths::team(&team.slug));
    Ok(())
}

#[server(protocol = Call)]
pub async fn decline_team_invitation(id: InvitationId) -> Result<(), PortalError> {
    respond(backend()?.decline_invitation(&actor()?, id).await)
}

/// For admins.
#[server(protocol = Call)]
pub async fn list_teams(query: String, page: Option<u32>) -> Result<Page<TeamCard>, PortalError> {
    respond(backend()?.teams(&actor()?, &query, PageRequest::new(page, 25)).await)
}

/// For admins.
#[server(protocol = Call)]
pub async fn add_team_member(slug: String, email: String, role: TeamRole) -> Result<(), PortalError> {
    respond(backend()?.add_member(&actor()?, &slug, NewInvitation { email, role }).await).map(drop)
}

/// A team as an admin sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TeamAndRoles {
    pub detail: TeamDetail,
    pub roles: Vec<RoleGrant>,
}

/// For admins.
#[server(protocol = Call)]
pub async fn get_team_and_roles(slug: String) -> Result<TeamAndRoles, PortalError> {
    let roles = list_catalog_roles(slug.clone(), String::new()).await?;
    Ok(TeamAndRoles { detail: get_team(slug).await?, roles })
}

/// Mappings of groups, and the teams that there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupMappings {
    pub mappings: Vec<GroupMapping>,
    pub teams: Vec<TeamCard>,
}

/// For admins.
#[server(protocol = Call)]
pub async fn list_group_mappings() -> Result<GroupMappings, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let mappings = respond(backend.group_mappings(&actor).await)?;
    let teams = respond(backend.teams(&actor, "", PageRequest::new(None, PageRequest::MAX_SIZE)).await)?;
    Ok(GroupMappings { mappings, teams: teams.items })
}

/// For admins.
#[server(protocol = Call)]
pub async fn map_group(
    #[server(default)] provider: String,
    group: String,
    #[server(default)] team: String,
    role: TeamRole,
) -> Result<GroupMapping, PortalError> {
    let new = NewGroupMapping { provider, group, team, role };
    respond(backend()?.map_group(&actor()?, new).await)
}

/// For admins.
#[server(protocol = Call)]
pub async fn unmap_group(id: GroupMappingId) -> Result<(), PortalError> {
    respond(backend()?.unmap_group(&actor()?, id).await)
}
