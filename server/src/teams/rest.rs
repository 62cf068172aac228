//! Teams, for their members and for admins. Invitations to oneself are [`super::rest_me`].
use crate::http::{
    State,
    api::{Caller, Json, PageQuery, Paged, Path, Query},
    problem::{ApiError, Problem},
};
use app::{
    id::{DeveloperId, GroupMappingId, InvitationId},
    page::Page,
    teams::{
        GroupMapping, GroupSync, NewGroupMapping, NewInvitation, NewTeam, Team, TeamCard, TeamDeletion,
        TeamDetail, TeamInvitation, TeamRole,
    },
};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, update, delete))
        .routes(routes!(preview_deletion))
        .routes(routes!(leave))
        .routes(routes!(add_member))
        .routes(routes!(change_role, remove_member))
        .routes(routes!(invite))
        .routes(routes!(withdraw_invitation))
        .routes(routes!(mappings, map_group))
        .routes(routes!(unmap_group))
        .routes(routes!(apply_groups))
        .merge(super::rest_me::routes())
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Search {
    /// Words in the name.
    #[serde(default)]
    q: String,
}

#[derive(Debug, Deserialize, utoipa::ToSchema)]
struct TeamRoleChange {
    role: TeamRole,
}

/// The groups that an identity provider states about a developer.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
struct StatedGroups {
    /// The provider's issuer.
    provider: String,
    /// The claim as it stands in the token: a list of names, or one name.
    groups: serde_json::Value,
}

/// List all teams
///
/// For admins, by name.
#[utoipa::path(get, path = "/teams", tag = "Teams", params(Search, PageQuery), responses(
    (status = 200, body = Page<TeamCard>), (status = "4XX", body = Problem)))]
async fn list(
    caller: Caller,
    Query(search): Query<Search>,
    Query(page): Query<PageQuery>,
) -> Result<Paged<TeamCard>, ApiError> {
    Ok(Json(caller.backend.teams(&caller.actor, &search.q, page.request()).await?))
}

/// Create a team
///
/// You are its owner.
#[utoipa::path(post, path = "/teams", tag = "Teams", request_body = NewTeam, responses(
    (status = 201, body = Team), (status = "4XX", body = Problem)))]
async fn create(caller: Caller, Json(new): Json<NewTeam>) -> Result<(StatusCode, Json<Team>), ApiError> {
    Ok((StatusCode::CREATED, Json(caller.backend.create_team(&caller.actor, new).await?)))
}

/// Get a team
///
/// With its members and applications; with open invitations for its owners. For members and admins.
#[utoipa::path(get, path = "/teams/{slug}", tag = "Teams", params(("slug" = String, Path)), responses(
    (status = 200, body = TeamDetail), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Path(slug): Path<String>) -> Result<Json<TeamDetail>, ApiError> {
    Ok(Json(caller.backend.team(&caller.actor, &slug).await?))
}

/// Change a team
///
/// For its owners. The address stays.
#[utoipa::path(put, path = "/teams/{slug}", tag = "Teams", params(("slug" = String, Path)), request_body = NewTeam,
    responses((status = 200, body = Team), (status = "4XX", body = Problem)))]
async fn update(
    caller: Caller,
    Path(slug): Path<String>,
    Json(new): Json<NewTeam>,
) -> Result<Json<Team>, ApiError> {
    Ok(Json(caller.backend.update_team(&caller.actor, &slug, new).await?))
}

/// Delete a team
///
/// For its owners. Its applications, their keys and access go with it, at once.
#[utoipa::path(delete, path = "/teams/{slug}", tag = "Teams", params(("slug" = String, Path)), responses(
    (status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Path(slug): Path<String>) -> Result<StatusCode, ApiError> {
    caller.backend.delete_team(&caller.actor, &slug).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What deleting a team takes along
#[utoipa::path(get, path = "/teams/{slug}/deletion", tag = "Teams", params(("slug" = String, Path)), responses(
    (status = 200, body = TeamDeletion), (status = "4XX", body = Problem)))]
async fn preview_deletion(caller: Caller, Path(slug): Path<String>) -> Result<Json<TeamDeletion>, ApiError> {
    Ok(Json(caller.backend.team_deletion(&caller.actor, &slug).await?))
}

/// Leave a team
///
/// Its applications go on. Refused for the last owner.
#[utoipa::path(post, path = "/teams/{slug}/leave", tag = "Teams", params(("slug" = String, Path)), responses(
    (status = 204), (status = "4XX", body = Problem)))]
async fn leave(caller: Caller, Path(slug): Path<String>) -> Result<StatusCode, ApiError> {
    caller.backend.leave_team(&caller.actor, &slug).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Add a member
///
/// For admins: somebody with an account, without asking them. Owners invite.
#[utoipa::path(post, path = "/teams/{slug}/members", tag = "Teams", params(("slug" = String, Path)),
    request_body = NewInvitation, responses((status = 200, body = TeamDetail), (status = "4XX", body = Problem)))]
async fn add_member(
    caller: Caller,
    Path(slug): Path<String>,
    Json(new): Json<NewInvitation>,
) -> Result<Json<TeamDetail>, ApiError> {
    Ok(Json(caller.backend.add_member(&caller.actor, &slug, new).await?))
}

/// Change a member's role
///
/// For owners. A team keeps at least one.
#[utoipa::path(put, path = "/teams/{slug}/members/{id}", tag = "Teams",
    params(("slug" = String, Path), ("id" = DeveloperId, Path)), request_body = TeamRoleChange,
    responses((status = 200, body = TeamDetail), (status = "4XX", body = Problem)))]
async fn change_role(
    caller: Caller,
    Path((slug, id)): Path<(String, DeveloperId)>,
    Json(change): Json<TeamRoleChange>,
) -> Result<Json<TeamDetail>, ApiError> {
    Ok(Json(caller.backend.change_team_role(&caller.actor, &slug, id, change.role).await?))
}

/// Remove a member
///
/// For owners. The team's applications go on.
#[utoipa::path(delete, path = "/teams/{slug}/members/{id}", tag = "Teams",
    params(("slug" = String, Path), ("id" = DeveloperId, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn remove_member(
    caller: Caller,
    Path((slug, id)): Path<(String, DeveloperId)>,
) -> Result<StatusCode, ApiError> {
    caller.backend.remove_member(&caller.actor, &slug, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Invite somebody
///
/// For owners. Mails a link that is bound to the address, works once and for 14 days; asking again
/// sends another.
#[utoipa::path(post, path = "/teams/{slug}/invitations", tag = "Teams", params(("slug" = String, Path)),
    request_body = NewInvitation, responses((status = 201, body = TeamInvitation), (status = "4XX", body = Problem)))]
async fn invite(
    caller: Caller,
    Path(slug): Path<String>,
    Json(new): Json<NewInvitation>,
) -> Result<(StatusCode, Json<TeamInvitation>), ApiError> {
    Ok((StatusCode::CREATED, Json(caller.backend.invite(&caller.actor, &slug, new).await?)))
}

/// Withdraw an invitation
///
/// For owners. The mailed link opens nothing any more.
#[utoipa::path(delete, path = "/teams/{slug}/invitations/{id}", tag = "Teams",
    params(("slug" = String, Path), ("id" = InvitationId, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn withdraw_invitation(
    caller: Caller,
    Path((slug, id)): Path<(String, InvitationId)>,
) -> Result<StatusCode, ApiError> {
    caller.backend.withdraw_invitation(&caller.actor, &slug, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List mappings of groups
///
/// For admins: which groups of identity providers lead to which teams.
#[utoipa::path(get, path = "/group-mappings", tag = "Teams", responses(
    (status = 200, body = Vec<GroupMapping>), (status = "4XX", body = Problem)))]
async fn mappings(caller: Caller) -> Result<Json<Vec<GroupMapping>>, ApiError> {
    Ok(Json(caller.backend.group_mappings(&caller.actor).await?))
}

/// Map a group to a team
///
/// For admins. Takes effect at each person's next sign-in.
#[utoipa::path(post, path = "/group-mappings", tag = "Teams", request_body = NewGroupMapping, responses(
    (status = 201, body = GroupMapping), (status = "4XX", body = Problem)))]
async fn map_group(
    caller: Caller,
    Json(new): Json<NewGroupMapping>,
) -> Result<(StatusCode, Json<GroupMapping>), ApiError> {
    Ok((StatusCode::CREATED, Json(caller.backend.map_group(&caller.actor, new).await?)))
}

/// Remove a mapping
///
/// For admins. Who is in the team because of it stays until their next sign-in.
#[utoipa::path(delete, path = "/group-mappings/{id}", tag = "Teams", params(("id" = GroupMappingId, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn unmap_group(caller: Caller, Path(id): Path<GroupMappingId>) -> Result<StatusCode, ApiError> {
    caller.backend.unmap_group(&caller.actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Apply groups
///
/// For admins: as if the developer had signed in at this provider with these groups.
#[utoipa::path(put, path = "/developers/{id}/groups", tag = "Teams", params(("id" = DeveloperId, Path)),
    request_body = StatedGroups, responses((status = 200, body = GroupSync), (status = "4XX", body = Problem)))]
async fn apply_groups(
    caller: Caller,
    Path(id): Path<DeveloperId>,
    Json(stated): Json<StatedGroups>,
) -> Result<Json<GroupSync>, ApiError> {
    let StatedGroups { provider, groups } = stated;
    Ok(Json(caller.backend.apply_groups(&caller.actor, id, &provider, &groups).await?))
}
