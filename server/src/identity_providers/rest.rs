use crate::http::{
    State,
    api::{Caller, Json, Path},
    problem::{ApiError, Problem},
};
use app::{id::IdentityProviderId, identity_providers::*};
use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, update, delete))
        .routes(routes!(identities))
        .routes(routes!(preview_deletion))
        .routes(routes!(test))
        .routes(routes!(sign_in_options))
        .routes(routes!(sign_in_methods))
}

/// List identity providers
///
/// For admins.
#[utoipa::path(get, path = "/identity-providers", tag = "Identity providers", responses(
    (status = 200, body = Vec<IdentityProvider>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller) -> Result<Json<Vec<IdentityProvider>>, ApiError> {
    Ok(Json(caller.backend.identity_providers(&caller.actor).await?))
}

/// Create an identity provider
#[utoipa::path(post, path = "/identity-providers", tag = "Identity providers", request_body = NewIdentityProvider, responses(
    (status = 201, body = IdentityProvider), (status = "4XX", body = Problem)))]
async fn create(
    caller: Caller,
    Json(new): Json<NewIdentityProvider>,
) -> Result<(StatusCode, Json<IdentityProvider>), ApiError> {
    Ok((StatusCode::CREATED, Json(caller.backend.create_identity_provider(&caller.actor, new).await?)))
}

/// Get an identity provider
#[utoipa::path(get, path = "/identity-providers/{id}", tag = "Identity providers", params(("id" = IdentityProviderId, Path)), responses(
    (status = 200, body = IdentityProvider), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Path(id): Path<IdentityProviderId>) -> Result<Json<IdentityProvider>, ApiError> {
    Ok(Json(caller.backend.identity_provider(&caller.actor, id).await?))
}

/// Change an identity provider
///
/// A client secret that is left out stays.
#[utoipa::path(put, path = "/identity-providers/{id}", tag = "Identity providers", params(("id" = IdentityProviderId, Path)),
    request_body = NewIdentityProvider, responses((status = 200, body = IdentityProvider), (status = "4XX", body = Problem)))]
async fn update(
    caller: Caller,
    Path(id): Path<IdentityProviderId>,
    Json(new): Json<NewIdentityProvider>,
) -> Result<Json<IdentityProvider>, ApiError> {
    Ok(Json(caller.backend.update_identity_provider(&caller.actor, id, new).await?))
}

/// Delete an identity provider
///
/// Ends the sessions that it opened; accounts stay.
#[utoipa::path(delete, path = "/identity-providers/{id}", tag = "Identity providers", params(("id" = IdentityProviderId, Path)), responses(
    (status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Path(id): Path<IdentityProviderId>) -> Result<StatusCode, ApiError> {
    caller.backend.delete_identity_provider(&caller.actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Preview the deletion of an identity provider
#[utoipa::path(get, path = "/identity-providers/{id}/deletion", tag = "Identity providers", params(("id" = IdentityProviderId, Path)), responses(
    (status = 200, body = ProviderDeletion), (status = "4XX", body = Problem)))]
async fn preview_deletion(
    caller: Caller,
    Path(id): Path<IdentityProviderId>,
) -> Result<Json<ProviderDeletion>, ApiError> {
    Ok(Json(caller.backend.identity_provider_deletion(&caller.actor, id).await?))
}

/// List who has signed in with an identity provider
///
/// Last ones first; at most 200.
#[utoipa::path(get, path = "/identity-providers/{id}/identities", tag = "Identity providers", params(("id" = IdentityProviderId, Path)), responses(
    (status = 200, body = Vec<Identity>), (status = "4XX", body = Problem)))]
async fn identities(
    caller: Caller,
    Path(id): Path<IdentityProviderId>,
) -> Result<Json<Vec<Identity>>, ApiError> {
    Ok(Json(caller.backend.identities_of(&caller.actor, id).await?))
}

/// Test an identity provider
///
/// Asks it for everything that a sign-in needs, up to the point where a person is needed.
#[utoipa::path(post, path = "/identity-providers/{id}/test", tag = "Identity providers", params(("id" = IdentityProviderId, Path)), responses(
    (status = 200, body = ProviderCheck), (status = "4XX", body = Problem)))]
async fn test(caller: Caller, Path(id): Path<IdentityProviderId>) -> Result<Json<ProviderCheck>, ApiError> {
    Ok(Json(caller.backend.test_identity_provider(&caller.actor, id).await?))
}

/// Get the ways to sign in
#[utoipa::path(get, path = "/sign-in-options", tag = "Identity providers", security(()), responses(
    (status = 200, body = SignInOptions), (status = "4XX", body = Problem)))]
async fn sign_in_options(caller: Caller) -> Result<Json<SignInOptions>, ApiError> {
    Ok(Json(caller.backend.sign_in_options().await?))
}

/// Get how you sign in
#[utoipa::path(get, path = "/me/sign-in-methods", tag = "Identity providers", responses(
    (status = 200, body = OwnSignInMethods), (status = "4XX", body = Problem)))]
async fn sign_in_methods(caller: Caller) -> Result<Json<OwnSignInMethods>, ApiError> {
    Ok(Json(caller.backend.own_sign_in_methods(&caller.actor).await?))
}
