//! One file per kind of action; this one only says which method is which.
mod accounts;
mod admission;
mod approval;
mod own_data;
mod passwords;
mod profile;
mod sign_up;

pub use admission::{Newcomer, admit, sync_profile};
pub use passwords::verified as verify_password;

use crate::{db::Conn, developers::store, portal::Portal, teams};
use app::developers::*;
use app::{
    actor::{Actor, Role},
    error::PortalError,
    id::DeveloperId,
    page::{Page, PageRequest},
};

#[async_trait::async_trait]
impl Developers for Portal {
    async fn sign_up(&self, actor: &Actor, new: NewDeveloper) -> Result<(), PortalError> {
        sign_up::sign_up(self, actor, new).await
    }

    async fn resend_confirmation(&self, actor: &Actor, email: &str) -> Result<(), PortalError> {
        sign_up::resend_confirmation(self, actor, email).await
    }

    async fn email_proof(&self, token: &str, purpose: LinkPurpose) -> Result<EmailProof, PortalError> {
        sign_up::email_proof(self, token, purpose).await
    }

    async fn confirm(
        &self,
        actor: &Actor,
        token: &str,
        password: &str,
    ) -> Result<DeveloperStatus, PortalError> {
        sign_up::confirm(self, actor, token, password).await
    }

    async fn request_password_reset(&self, actor: &Actor, email: &str) -> Result<(), PortalError> {
        passwords::request_reset(self, actor, email).await
    }

    async fn reset_password(&self, actor: &Actor, token: &str, password: &str) -> Result<(), PortalError> {
        passwords::reset(self, actor, token, password).await
    }

    async fn change_password(&self, actor: &Actor, current: &str, new: &str) -> Result<(), PortalError> {
        passwords::change(self, actor, current, new).await
    }

    async fn own_profile(&self, actor: &Actor) -> Result<Developer, PortalError> {
        profile::own(self, actor).await
    }

    async fn rename_self(&self, actor: &Actor, full_name: &str) -> Result<Developer, PortalError> {
        profile::rename(self, actor, full_name).await
    }

    async fn own_data(&self, actor: &Actor) -> Result<OwnData, PortalError> {
        own_data::collect(self, actor).await
    }

    async fn own_deletion(&self, actor: &Actor) -> Result<DeveloperDeletion, PortalError> {
        profile::own_deletion(self, actor).await
    }

    async fn delete_self(&self, actor: &Actor, password: &str) -> Result<(), PortalError> {
        profile::delete_self(self, actor, password).await
    }

    async fn developers(
        &self,
        actor: &Actor,
        filter: DeveloperFilter,
        page: PageRequest,
    ) -> Result<Page<Developer>, PortalError> {
        accounts::list(self, actor, filter, page).await
    }

    async fn developer(&self, actor: &Actor, id: DeveloperId) -> Result<Developer, PortalError> {
        actor.as_approver()?;
        existing(&mut self.db.read().await?, id).await
    }

    async fn developer_deletion(
        &self,
        actor: &Actor,
        id: DeveloperId,
    ) -> Result<DeveloperDeletion, PortalError> {
        accounts::deletion(self, actor, id).await
    }

    async fn approve_developer(&self, actor: &Actor, id: DeveloperId) -> Result<Developer, PortalError> {
        approval::approve(self, actor, id).await
    }

    async fn reject_developer(
        &self,
        actor: &Actor,
        id: DeveloperId,
        reason: &str,
    ) -> Result<Developer, PortalError> {
        approval::reject(self, actor, id, reason).await
    }

    async fn revoke_developer(
        &self,
        actor: &Actor,
        id: DeveloperId,
        reason: &str,
    ) -> Result<Developer, PortalError> {
        approval::revoke(self, actor, id, reason).await
    }

    async fn change_role(
        &self,
        actor: &Actor,
        id: DeveloperId,
        role: Role,
    ) -> Result<Developer, PortalError> {
        accounts::change_role(self, actor, id, role).await
    }

    async fn delete_developer(&self, actor: &Actor, id: DeveloperId) -> Result<(), PortalError> {
        accounts::delete(self, actor, id).await
    }

    async fn create_approved(
        &self,
        actor: &Actor,
        new: NewDeveloper,
        role: Role,
        password: &str,
    ) -> Result<Developer, PortalError> {
        accounts::create_approved(self, actor, new, role, password).await
    }
}

async fn existing(conn: &mut Conn, id: DeveloperId) -> Result<Developer, PortalError> {
    store::find(conn, id).await?.ok_or(PortalError::NotFound)
}

/// What deleting this developer takes along.
async fn deletion_of(
    portal: &Portal,
    conn: &mut Conn,
    developer: &Developer,
) -> Result<DeveloperDeletion, PortalError> {
    let now = portal.clock.now();
    Ok(DeveloperDeletion {
        email: developer.email.clone(),
        applications: store::application_names(conn, developer.id).await?,
        live_credentials: store::live_credentials(conn, developer.id, now).await?.unsigned_abs(),
        approved_registrations: store::approved_registrations(conn, developer.id).await?.unsigned_abs(),
        teams: teams::successions(conn, developer.id).await?,
    })
}
