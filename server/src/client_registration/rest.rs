//! Client registration: its settings for admins, clients for those who own applications.
use crate::http::{
    State,
    api::{Caller, Json, Path},
    problem::{ApiError, Problem},
};
use app::{
    client_registration::{
        ApplicationClient, ChangedClient, ClientChanges, ClientRegistration, IssuedClient,
        NewClientRegistration,
    },
    error::PortalError,
    id::AuthStrategyId,
    identity_providers::ProviderCheck,
};
use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(get, set, remove))
        .routes(routes!(verify))
        .routes(routes!(client, update_client))
        .routes(routes!(rotate_secret))
}

/// Get how clients of an auth strategy are registered
///
/// For admins.
#[utoipa::path(get, path = "/auth-strategies/{id}/client-registration", tag = "Client registration",
    params(("id" = AuthStrategyId, Path)),
    responses((status = 200, body = ClientRegistration), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Path(id): Path<AuthStrategyId>) -> Result<Json<ClientRegistration>, ApiError> {
    let found = caller.backend.client_registration(&caller.actor, id).await?;
    Ok(Json(found.ok_or(PortalError::NotFound)?))
}

/// Register clients of an auth strategy
///
/// For admins. Creating an application of this strategy creates its client at the identity provider from then
/// on. A token or key that is left out stays.
#[utoipa::path(put, path = "/auth-strategies/{id}/client-registration", tag = "Client registration",
    params(("id" = AuthStrategyId, Path)), request_body = NewClientRegistration,
    responses((status = 200, body = ClientRegistration), (status = "4XX", body = Problem)))]
async fn set(
    caller: Caller,
    Path(id): Path<AuthStrategyId>,
    Json(new): Json<NewClientRegistration>,
) -> Result<Json<ClientRegistration>, ApiError> {
    Ok(Json(caller.backend.set_client_registration(&caller.actor, id, new).await?))
}

/// Stop registering clients of an auth strategy
///
/// For admins. Refused while there are clients.
#[utoipa::path(delete, path = "/auth-strategies/{id}/client-registration", tag = "Client registration",
    params(("id" = AuthStrategyId, Path)), responses((status = 204), (status = "4XX", body = Problem)))]
async fn remove(caller: Caller, Path(id): Path<AuthStrategyId>) -> Result<StatusCode, ApiError> {
    caller.backend.remove_client_registration(&caller.actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Verify client registration
///
/// For admins: registers a client, changes it and removes it again, and says how each step went.
#[utoipa::path(post, path = "/auth-strategies/{id}/client-registration/verify", tag = "Client registration",
    params(("id" = AuthStrategyId, Path)),
    responses((status = 200, body = ProviderCheck), (status = "4XX", body = Problem)))]
async fn verify(caller: Caller, Path(id): Path<AuthStrategyId>) -> Result<Json<ProviderCheck>, ApiError> {
    Ok(Json(caller.backend.verify_client_registration(&caller.actor, id).await?))
}

/// Get the client of an application
///
/// The one that the portal has registered for it; without its secret.
#[utoipa::path(get, path = "/applications/{slug}/client", tag = "Client registration",
    params(("slug" = String, Path)),
    responses((status = 200, body = ApplicationClient), (status = "4XX", body = Problem)))]
async fn client(caller: Caller, Path(slug): Path<String>) -> Result<Json<ApplicationClient>, ApiError> {
    let found = caller.backend.application_client(&caller.actor, &slug).await?;
    Ok(Json(found.ok_or(PortalError::NotFound)?))
}

/// Change the client of an application
///
/// Redirect URIs and scopes, at the identity provider too. Some providers exchange the secret with it: then the
/// answer names it, once.
#[utoipa::path(put, path = "/applications/{slug}/client", tag = "Client registration",
    params(("slug" = String, Path)), request_body = ClientChanges,
    responses((status = 200, body = ChangedClient), (status = "4XX", body = Problem)))]
async fn update_client(
    caller: Caller,
    Path(slug): Path<String>,
    Json(changes): Json<ClientChanges>,
) -> Result<Json<ChangedClient>, ApiError> {
    Ok(Json(caller.backend.update_application_client(&caller.actor, &slug, changes).await?))
}

/// Rotate the secret of an application's client
///
/// Shown once. The old one stops working; with RFC 7591 the client's ID is another one too.
#[utoipa::path(post, path = "/applications/{slug}/client/secret", tag = "Client registration",
    params(("slug" = String, Path)),
    responses((status = 200, body = IssuedClient), (status = "4XX", body = Problem)))]
async fn rotate_secret(caller: Caller, Path(slug): Path<String>) -> Result<Json<IssuedClient>, ApiError> {
    Ok(Json(caller.backend.rotate_client_secret(&caller.actor, &slug).await?))
}
