//! A person's own account, and the way to one.
//!
//! Who has no token yet calls the sign-up routes without: such a call has to come from the portal's
//! own origin (`Origin: …`), as every change without a token does.
use crate::http::{
    State,
    api::{Caller, Json},
    problem::{ApiError, Problem},
};
use app::developers::{Developer, DeveloperDeletion, DeveloperStatus, NewDeveloper, OwnData};
use axum::http::{HeaderName, StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(sign_up))
        .routes(routes!(resend_confirmation))
        .routes(routes!(confirm))
        .routes(routes!(request_password_reset))
        .routes(routes!(reset_password))
        .routes(routes!(me, rename))
        .routes(routes!(data))
        .routes(routes!(change_password))
        .routes(routes!(preview_own_deletion, delete_me))
}

#[derive(Debug, Deserialize, utoipa::ToSchema)]
struct EmailAddress {
    email: String,
}

/// The token of a mailed link, and the password it is used for.
#[derive(Deserialize, utoipa::ToSchema)]
struct LinkedPassword {
    token: String,
    /// 15 to 256 characters, not easy to guess.
    password: String,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Confirmed {
    status: DeveloperStatus,
}

#[derive(Debug, Deserialize, utoipa::ToSchema)]
struct Renaming {
    /// 1 to 256 characters.
    full_name: String,
}

#[derive(Deserialize, utoipa::ToSchema)]
struct PasswordChange {
    current_password: String,
    /// 15 to 256 characters, not easy to guess.
    new_password: String,
}

#[derive(Deserialize, utoipa::ToSchema)]
struct OwnPassword {
    #[serde(default)]
    password: String,
}

/// Sign up
///
/// Mails a link; the answer is the same for known and unknown addresses.
#[utoipa::path(post, path = "/sign-ups", tag = "Sign-up", request_body = NewDeveloper, security(()), responses((status = 202), (status = "4XX", body = Problem)))]
async fn sign_up(caller: Caller, Json(new): Json<NewDeveloper>) -> Result<StatusCode, ApiError> {
    caller.backend.sign_up(&caller.actor, new).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Have a confirmation link sent again
#[utoipa::path(post, path = "/sign-ups/resend", tag = "Sign-up", request_body = EmailAddress, security(()), responses((status = 202), (status = "4XX", body = Problem)))]
async fn resend_confirmation(caller: Caller, Json(sent): Json<EmailAddress>) -> Result<StatusCode, ApiError> {
    caller.backend.resend_confirmation(&caller.actor, &sent.email).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Confirm an address
///
/// Uses the mailed link up and sets the first password.
#[utoipa::path(post, path = "/sign-ups/confirm", tag = "Sign-up", request_body = LinkedPassword, security(()), responses((status = 200, body = Confirmed), (status = "4XX", body = Problem)))]
async fn confirm(caller: Caller, Json(sent): Json<LinkedPassword>) -> Result<Json<Confirmed>, ApiError> {
    let status = caller.backend.confirm(&caller.actor, &sent.token, &sent.password).await?;
    Ok(Json(Confirmed { status }))
}

/// Ask for a new password
///
/// Mails a link; the answer is the same for known and unknown addresses.
#[utoipa::path(post, path = "/password-resets", tag = "Sign-up", request_body = EmailAddress, security(()), responses((status = 202), (status = "4XX", body = Problem)))]
async fn request_password_reset(
    caller: Caller,
    Json(sent): Json<EmailAddress>,
) -> Result<StatusCode, ApiError> {
    caller.backend.request_password_reset(&caller.actor, &sent.email).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Set a new password
///
/// Uses the mailed link up; every session ends.
#[utoipa::path(post, path = "/password-resets/complete", tag = "Sign-up", request_body = LinkedPassword, security(()), responses((status = 204), (status = "4XX", body = Problem)))]
async fn reset_password(caller: Caller, Json(sent): Json<LinkedPassword>) -> Result<StatusCode, ApiError> {
    caller.backend.reset_password(&caller.actor, &sent.token, &sent.password).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Get your profile
#[utoipa::path(get, path = "/me", tag = "Me", responses((status = 200, body = Developer), (status = "4XX", body = Problem)))]
async fn me(caller: Caller) -> Result<Json<Developer>, ApiError> {
    Ok(Json(caller.backend.own_profile(&caller.actor).await?))
}

/// Download your data
///
/// All that the portal keeps of you, without secrets: these are not known here.
#[utoipa::path(get, path = "/me/data", tag = "Me", responses((status = 200, body = OwnData), (status = "4XX", body = Problem)))]
async fn data(caller: Caller) -> Result<([(HeaderName, &'static str); 2], Json<OwnData>), ApiError> {
    let data = caller.backend.own_data(&caller.actor).await?;
    let attached = (header::CONTENT_DISPOSITION, "attachment; filename=\"my-data.json\"");
    Ok(([attached, (header::CACHE_CONTROL, "no-store")], Json(data)))
}

/// Rename yourself
#[utoipa::path(put, path = "/me", tag = "Me", request_body = Renaming, responses((status = 200, body = Developer), (status = "4XX", body = Problem)))]
async fn rename(caller: Caller, Json(new): Json<Renaming>) -> Result<Json<Developer>, ApiError> {
    Ok(Json(caller.backend.rename_self(&caller.actor, &new.full_name).await?))
}

/// Change your password
///
/// Ends every session.
#[utoipa::path(post, path = "/me/password", tag = "Me", request_body = PasswordChange, responses((status = 204), (status = "4XX", body = Problem)))]
async fn change_password(caller: Caller, Json(change): Json<PasswordChange>) -> Result<StatusCode, ApiError> {
    caller.backend.change_password(&caller.actor, &change.current_password, &change.new_password).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Preview the deletion of your account
#[utoipa::path(get, path = "/me/deletion", tag = "Me", responses((status = 200, body = DeveloperDeletion), (status = "4XX", body = Problem)))]
async fn preview_own_deletion(caller: Caller) -> Result<Json<DeveloperDeletion>, ApiError> {
    Ok(Json(caller.backend.own_deletion(&caller.actor).await?))
}

/// Delete your account
///
/// With your applications, their keys and their access. Needs your password, if you have one.
#[utoipa::path(post, path = "/me/deletion", tag = "Me", request_body = OwnPassword, responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete_me(caller: Caller, Json(own): Json<OwnPassword>) -> Result<StatusCode, ApiError> {
    caller.backend.delete_self(&caller.actor, &own.password).await?;
    Ok(StatusCode::NO_CONTENT)
}
