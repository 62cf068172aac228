use super::model::*;
#[cfg(feature = "ssr")]
use crate::backend::{actor, backend, respond};
use crate::call::Call;
#[cfg(feature = "ssr")]
use crate::catalog_roles::RoleFilter;
#[cfg(feature = "ssr")]
use crate::page::PageRequest;
use crate::{
    actor::Role, catalog_roles::RoleGrant, error::PortalError, id::DeveloperId,
    identity_providers::OwnSignInMethods, page::Page,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[server(protocol = Call)]
pub async fn sign_up_is_open() -> Result<bool, PortalError> {
    respond(backend()?.sign_up_is_open().await)
}

#[server(protocol = Call)]
pub async fn sign_up(email: String, full_name: String) -> Result<(), PortalError> {
    respond(backend()?.sign_up(&actor()?, NewDeveloper { email, full_name }).await)?;
    leptos_axum::redirect(&crate::paths::sign_up_sent());
    Ok(())
}

#[server(protocol = Call)]
pub async fn resend_confirmation(email: String) -> Result<(), PortalError> {
    respond(backend()?.resend_confirmation(&actor()?, &email).await)?;
    leptos_axum::redirect(&crate::paths::sign_up_sent());
    Ok(())
}

/// Reads the link, never uses it up: mail programs open links before people do.
#[server(protocol = Call)]
pub async fn read_email_link(token: String, purpose: LinkPurpose) -> Result<EmailProof, PortalError> {
    respond(backend()?.email_proof(&token, purpose).await)
}

#[server(protocol = Call)]
pub async fn confirm_email(token: String, password: String) -> Result<(), PortalError> {
    let status = respond(backend()?.confirm(&actor()?, &token, &password).await)?;
    leptos_axum::redirect(&crate::paths::confirmed(status == DeveloperStatus::Approved));
    Ok(())
}

#[server(protocol = Call)]
pub async fn request_password_reset(email: String) -> Result<(), PortalError> {
    respond(backend()?.request_password_reset(&actor()?, &email).await)?;
    leptos_axum::redirect(&crate::paths::forgot_password_sent());
    Ok(())
}

#[server(protocol = Call)]
pub async fn reset_password(token: String, password: String) -> Result<(), PortalError> {
    respond(backend()?.reset_password(&actor()?, &token, &password).await)?;
    leptos_axum::redirect(&crate::paths::sign_in_after("password-reset"));
    Ok(())
}

#[server(protocol = Call)]
pub async fn change_password(current_password: String, new_password: String) -> Result<(), PortalError> {
    respond(backend()?.change_password(&actor()?, &current_password, &new_password).await)?;
    leptos_axum::redirect(&crate::paths::sign_in_after("password-changed"));
    Ok(())
}

#[server(protocol = Call)]
pub async fn rename_self(full_name: String) -> Result<(), PortalError> {
    respond(backend()?.rename_self(&actor()?, &full_name).await)?;
    leptos_axum::redirect(&crate::paths::account());
    Ok(())
}

/// And how its owner can prove that it is them.
#[server(protocol = Call)]
pub async fn preview_own_deletion() -> Result<(DeveloperDeletion, OwnSignInMethods), PortalError> {
    let gone = respond(backend()?.own_deletion(&actor()?).await)?;
    Ok((gone, respond(backend()?.own_sign_in_methods(&actor()?).await)?))
}

/// The profile, and how its owner signs in.
#[server(protocol = Call)]
pub async fn get_account() -> Result<(Developer, OwnSignInMethods), PortalError> {
    let profile = respond(backend()?.own_profile(&actor()?).await)?;
    Ok((profile, respond(backend()?.own_sign_in_methods(&actor()?).await)?))
}

#[server(protocol = Call)]
pub async fn delete_self(#[server(default)] password: String) -> Result<(), PortalError> {
    respond(backend()?.delete_self(&actor()?, &password).await)?;
    leptos_axum::redirect(&crate::paths::sign_in_after("account-deleted"));
    Ok(())
}

#[server(protocol = Call)]
pub async fn list_developers(
    query: String,
    status: Option<DeveloperStatus>,
    page: Option<u32>,
) -> Result<Page<Developer>, PortalError> {
    let filter = DeveloperFilter { query, status };
    respond(backend()?.developers(&actor()?, filter, PageRequest::new(page, 20)).await)
}

#[server(protocol = Call)]
pub async fn get_developer_and_roles(id: DeveloperId) -> Result<DeveloperAndRoles, PortalError> {
    let developer = get_developer(id).await?;
    let filter = RoleFilter { developer: id.to_string(), ..RoleFilter::default() };
    // Approvers decide about people, and not about the catalog.
    let roles = match backend()?.catalog_roles(&actor()?, filter).await {
        Err(PortalError::Forbidden) => Vec::new(),
        answer => respond(answer)?,
    };
    Ok(DeveloperAndRoles { developer, roles })
}

/// A developer as an admin sees them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeveloperAndRoles {
    pub developer: Developer,
    pub roles: Vec<RoleGrant>,
}

#[server(protocol = Call)]
pub async fn get_developer(id: DeveloperId) -> Result<Developer, PortalError> {
    respond(backend()?.developer(&actor()?, id).await)
}

#[server(protocol = Call)]
pub async fn preview_developer_deletion(id: DeveloperId) -> Result<DeveloperDeletion, PortalError> {
    respond(backend()?.developer_deletion(&actor()?, id).await)
}

#[server(protocol = Call)]
pub async fn approve_developer(id: DeveloperId) -> Result<Developer, PortalError> {
    respond(backend()?.approve_developer(&actor()?, id).await)
}

#[server(protocol = Call)]
pub async fn reject_developer(id: DeveloperId, reason: String) -> Result<(), PortalError> {
    respond(backend()?.reject_developer(&actor()?, id, &reason).await)?;
    leptos_axum::redirect(&crate::paths::admin_developer(id));
    Ok(())
}

#[server(protocol = Call)]
pub async fn revoke_developer(id: DeveloperId, reason: String) -> Result<(), PortalError> {
    respond(backend()?.revoke_developer(&actor()?, id, &reason).await)?;
    leptos_axum::redirect(&crate::paths::admin_developer(id));
    Ok(())
}

#[server(protocol = Call)]
pub async fn change_role(id: DeveloperId, role: Role) -> Result<Developer, PortalError> {
    respond(backend()?.change_role(&actor()?, id, role).await)
}

#[server(protocol = Call)]
pub async fn delete_developer(id: DeveloperId) -> Result<(), PortalError> {
    respond(backend()?.delete_developer(&actor()?, id).await)?;
    leptos_axum::redirect(&crate::paths::admin_developers());
    Ok(())
}
