use super::{ending::*, groups::*, model::*};
use crate::{
    actor::Actor,
    error::PortalError,
    id::{DeveloperId, GroupMappingId, InvitationId},
    page::{Page, PageRequest},
};

/// Teams. To others than members and admins a team does not exist; who is no owner may not decide who
/// belongs to it.
#[async_trait::async_trait]
pub trait Teams: Send + Sync {
    async fn own_teams(&self, actor: &Actor) -> Result<OwnTeams, PortalError>;
    /// The creator is its owner.
    async fn create_team(&self, actor: &Actor, new: NewTeam) -> Result<Team, PortalError>;
    async fn team(&self, actor: &Actor, slug: &str) -> Result<TeamDetail, PortalError>;
    async fn update_team(&self, actor: &Actor, slug: &str, new: NewTeam) -> Result<Team, PortalError>;
    async fn team_deletion(&self, actor: &Actor, slug: &str) -> Result<TeamDeletion, PortalError>;
    /// With its applications, their keys and access.
    async fn delete_team(&self, actor: &Actor, slug: &str) -> Result<(), PortalError>;
    /// Refused for the last owner.
    async fn leave_team(&self, actor: &Actor, slug: &str) -> Result<(), PortalError>;
    async fn change_team_role(
        &self,
        actor: &Actor,
        slug: &str,
        member: DeveloperId,
        role: TeamRole,
    ) -> Result<TeamDetail, PortalError>;
    async fn remove_member(&self, actor: &Actor, slug: &str, member: DeveloperId) -> Result<(), PortalError>;
    /// Mails a link that is bound to the address, works once and for 14 days. Asking again sends
    /// another one, and the one before is void.
    async fn invite(
        &self,
        actor: &Actor,
        slug: &str,
        new: NewInvitation,
    ) -> Result<TeamInvitation, PortalError>;
    async fn withdraw_invitation(
        &self,
        actor: &Actor,
        slug: &str,
        id: InvitationId,
    ) -> Result<(), PortalError>;
    /// Reads a mailed link without using it up; `NotFound` when used, void or expired.
    async fn open_invitation(&self, actor: &Actor, token: &str) -> Result<OpenedInvitation, PortalError>;
    /// Uses the link up.
    async fn accept_invitation(&self, actor: &Actor, token: &str) -> Result<Team, PortalError>;
    /// One that was written to the actor's own address, from the list.
    async fn join_team(&self, actor: &Actor, id: InvitationId) -> Result<Team, PortalError>;
    async fn decline_invitation(&self, actor: &Actor, id: InvitationId) -> Result<(), PortalError>;

    /// Every team (admin).
    async fn teams(
        &self,
        actor: &Actor,
        query: &str,
        page: PageRequest,
    ) -> Result<Page<TeamCard>, PortalError>;
    /// Somebody with an account, without asking them (admin).
    async fn add_member(
        &self,
        actor: &Actor,
        slug: &str,
        new: NewInvitation,
    ) -> Result<TeamDetail, PortalError>;
    async fn group_mappings(&self, actor: &Actor) -> Result<Vec<GroupMapping>, PortalError>;
    async fn map_group(&self, actor: &Actor, new: NewGroupMapping) -> Result<GroupMapping, PortalError>;
    /// Who is in the team because of the group stays until their next sign-in.
    async fn unmap_group(&self, actor: &Actor, id: GroupMappingId) -> Result<(), PortalError>;
    /// As if the developer had signed in at this provider with this claim (admin).
    async fn apply_groups(
        &self,
        actor: &Actor,
        developer: DeveloperId,
        provider: &str,
        claim: &serde_json::Value,
    ) -> Result<GroupSync, PortalError>;
}
