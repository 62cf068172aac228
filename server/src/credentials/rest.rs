use crate::http::{
    State,
    api::{Caller, Json, Path},
    problem::{ApiError, Problem},
};
use app::{
    credentials::{ApplicationKeys, CallPanel, Credential, IssuedCredential, NewCredential, Overlap},
    id::CredentialId,
};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, issue))
        .routes(routes!(get, rename))
        .routes(routes!(rotate))
        .routes(routes!(revoke))
        .routes(routes!(panels))
}

/// List an application's keys
#[utoipa::path(get, path = "/applications/{application}/credentials", tag = "Credentials",
    params(("application" = String, Path)), responses(
    (status = 200, body = ApplicationKeys), (status = "4XX", body = Problem)))]
async fn list(caller: Caller, Path(application): Path<String>) -> Result<Json<ApplicationKeys>, ApiError> {
    Ok(Json(caller.backend.application_keys(&caller.actor, &application).await?))
}

/// Generate a key
///
/// The answer holds the secret, which is shown only now.
#[utoipa::path(post, path = "/applications/{application}/credentials", tag = "Credentials",
    params(("application" = String, Path)), request_body = NewCredential, responses(
    (status = 201, body = IssuedCredential), (status = "4XX", body = Problem)))]
async fn issue(
    caller: Caller,
    Path(application): Path<String>,
    Json(new): Json<NewCredential>,
) -> Result<(StatusCode, Json<IssuedCredential>), ApiError> {
    let issued = caller.backend.issue_credential(&caller.actor, &application, new).await?;
    Ok((StatusCode::CREATED, Json(issued)))
}

/// Get a key
#[utoipa::path(get, path = "/applications/{application}/credentials/{id}", tag = "Credentials",
    params(("application" = String, Path), ("id" = CredentialId, Path)), responses(
    (status = 200, body = Credential), (status = "4XX", body = Problem)))]
async fn get(
    caller: Caller,
    Path((application, id)): Path<(String, CredentialId)>,
) -> Result<Json<Credential>, ApiError> {
    Ok(Json(caller.backend.credential(&caller.actor, &application, id).await?))
}

#[derive(Debug, Deserialize, utoipa::ToSchema)]
struct Rename {
    /// 1 to 255 characters.
    name: String,
}

/// Rename a key
#[utoipa::path(put, path = "/applications/{application}/credentials/{id}", tag = "Credentials",
    params(("application" = String, Path), ("id" = CredentialId, Path)), request_body = Rename, responses(
    (status = 200, body = Credential), (status = "4XX", body = Problem)))]
async fn rename(
    caller: Caller,
    Path((application, id)): Path<(String, CredentialId)>,
    Json(new): Json<Rename>,
) -> Result<Json<Credential>, ApiError> {
    Ok(Json(caller.backend.rename_credential(&caller.actor, &application, id, &new.name).await?))
}

#[derive(Debug, Deserialize, utoipa::ToSchema)]
struct Rotation {
    overlap: Overlap,
}

/// Rotate a key
///
/// A new key takes its place; the old one works for the overlap.
#[utoipa::path(post, path = "/applications/{application}/credentials/{id}/rotate", tag = "Credentials",
    params(("application" = String, Path), ("id" = CredentialId, Path)), request_body = Rotation, responses(
    (status = 201, body = IssuedCredential), (status = "4XX", body = Problem)))]
async fn rotate(
    caller: Caller,
    Path((application, id)): Path<(String, CredentialId)>,
    Json(rotation): Json<Rotation>,
) -> Result<(StatusCode, Json<IssuedCredential>), ApiError> {
    let issued = caller.backend.rotate_credential(&caller.actor, &application, id, rotation.overlap).await?;
    Ok((StatusCode::CREATED, Json(issued)))
}

/// Revoke a key
///
/// From the answer on, no call with it is let through.
#[utoipa::path(post, path = "/applications/{application}/credentials/{id}/revoke", tag = "Credentials",
    params(("application" = String, Path), ("id" = CredentialId, Path)), responses(
    (status = 200, body = Credential), (status = "4XX", body = Problem)))]
async fn revoke(
    caller: Caller,
    Path((application, id)): Path<(String, CredentialId)>,
) -> Result<Json<Credential>, ApiError> {
    Ok(Json(caller.backend.revoke_credential(&caller.actor, &application, id).await?))
}

/// What an application can call
///
/// One entry per registration, with the reason where a call would be refused now.
#[utoipa::path(get, path = "/applications/{application}/calls", tag = "Credentials",
    params(("application" = String, Path)), responses(
    (status = 200, body = Vec<CallPanel>), (status = "4XX", body = Problem)))]
async fn panels(caller: Caller, Path(application): Path<String>) -> Result<Json<Vec<CallPanel>>, ApiError> {
    Ok(Json(caller.backend.call_panels(&caller.actor, &application).await?))
}
