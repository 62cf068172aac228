//! One's own teams, and invitations to oneself.
use crate::http::{
    State,
    api::{Caller, Json, Path},
    problem::{ApiError, Problem},
};
use app::{
    id::InvitationId,
    teams::{OpenedInvitation, OwnTeams, Team},
};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(own_teams))
        .routes(routes!(open_invitation))
        .routes(routes!(accept_link))
        .routes(routes!(join))
        .routes(routes!(decline))
}

/// The token of a mailed invitation.
#[derive(Deserialize, utoipa::ToSchema)]
struct InvitationLink {
    token: String,
}

/// List your teams
///
/// And those that your address is invited to.
#[utoipa::path(get, path = "/me/teams", tag = "Me", responses((status = 200, body = OwnTeams), (status = "4XX", body = Problem)))]
async fn own_teams(caller: Caller) -> Result<Json<OwnTeams>, ApiError> {
    Ok(Json(caller.backend.own_teams(&caller.actor).await?))
}

/// Read an invitation
///
/// What a mailed link is about, without using it up.
#[utoipa::path(post, path = "/invitations/read", tag = "Me", request_body = InvitationLink, security(()),
    responses((status = 200, body = OpenedInvitation), (status = "4XX", body = Problem)))]
async fn open_invitation(
    caller: Caller,
    Json(link): Json<InvitationLink>,
) -> Result<Json<OpenedInvitation>, ApiError> {
    Ok(Json(caller.backend.open_invitation(&caller.actor, &link.token).await?))
}

/// Accept an invitation by its link
///
/// As the developer whose address it was written to.
#[utoipa::path(post, path = "/invitations/accept", tag = "Me", request_body = InvitationLink,
    responses((status = 200, body = Team), (status = "4XX", body = Problem)))]
async fn accept_link(caller: Caller, Json(link): Json<InvitationLink>) -> Result<Json<Team>, ApiError> {
    Ok(Json(caller.backend.accept_invitation(&caller.actor, &link.token).await?))
}

/// Accept an invitation to your address
#[utoipa::path(post, path = "/me/invitations/{id}/accept", tag = "Me", params(("id" = InvitationId, Path)),
    responses((status = 200, body = Team), (status = "4XX", body = Problem)))]
async fn join(caller: Caller, Path(id): Path<InvitationId>) -> Result<Json<Team>, ApiError> {
    Ok(Json(caller.backend.join_team(&caller.actor, id).await?))
}

/// Decline an invitation to your address
#[utoipa::path(delete, path = "/me/invitations/{id}", tag = "Me", params(("id" = InvitationId, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn decline(caller: Caller, Path(id): Path<InvitationId>) -> Result<StatusCode, ApiError> {
    caller.backend.decline_invitation(&caller.actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
