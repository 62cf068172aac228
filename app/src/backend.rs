//! What pages and server functions ask of the server, and how they reach it.
use crate::{
    access_tokens::AccessTokens, actor::Actor, applications::Applications, approvals::Approvals,
    audit::Audit, auth_strategies::AuthStrategies, catalog::Catalog, catalog_roles::CatalogRoles,
    client_registration::ClientRegistrations, credentials::Credentials, developers::Developers,
    error::PortalError, gateways::Gateways, identity_providers::IdentityProviders, mails::Mails,
    openid::Tokens, quotas::Quotas, registrations::Registrations, search::Search, sessions::Sessions,
    settings::Settings, specifications::Specifications, teams::Teams, try_it::TryIt, usage::Usage,
};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use std::sync::Arc;

/// Every slice's contract in one; implemented by the server's `Portal`.
pub trait Backend:
    AccessTokens
    + Applications
    + Approvals
    + Audit
    + AuthStrategies
    + Catalog
    + CatalogRoles
    + ClientRegistrations
    + Credentials
    + Developers
    + Gateways
    + IdentityProviders
    + Mails
    + Quotas
    + Registrations
    + Search
    + Sessions
    + Settings
    + Specifications
    + Teams
    + Tokens
    + TryIt
    + Usage
    + 'static
{
}

impl<T> Backend for T where
    T: AccessTokens
        + Applications
        + Approvals
        + Audit
        + AuthStrategies
        + Catalog
        + CatalogRoles
        + ClientRegistrations
        + Credentials
        + Developers
        + Gateways
        + IdentityProviders
        + Mails
        + Quotas
        + Registrations
        + Search
        + Sessions
        + Settings
        + Specifications
        + Teams
        + Tokens
        + TryIt
        + Usage
        + 'static
{
}

pub type BackendHandle = Arc<dyn Backend>;

/// The backend of this request.
pub fn backend() -> Result<BackendHandle, PortalError> {
    use_context::<BackendHandle>().ok_or(PortalError::Internal)
}

/// Who makes this request.
pub fn actor() -> Result<Actor, PortalError> {
    use_context::<Actor>().ok_or(PortalError::Internal)
}

/// Gives the response the status that belongs to an error; every server function ends with it.
pub fn respond<T>(answer: Result<T, PortalError>) -> Result<T, PortalError> {
    if let (Err(error), Some(response)) = (&answer, use_context::<ResponseOptions>()) {
        if let Ok(status) = http::StatusCode::from_u16(error.status()) {
            response.set_status(status);
        }
        if let PortalError::TooMany { retry_after } = error {
            response.insert_header(http::header::RETRY_AFTER, (*retry_after).into());
        }
    }
    answer
}
