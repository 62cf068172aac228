use super::{
    letters,
    policy::{self, Verdict},
    store,
};
use crate::{
    applications,
    audit::{self, Event},
    catalog,
    catalog_roles::why_not_consumer,
    client_registration::access_changed,
    clock::new_id,
    db::{Conn, DbError, Tx},
    portal::Portal,
    settings,
};
use app::{
    actor::Actor,
    applications::{Application, Owner},
    catalog::{ProductVersion, Visibility},
    developers::Decision,
    error::PortalError,
    id::{DeveloperId, RegistrationId, VersionId},
    page::{Page, PageRequest},
    registrations::*,
};
use serde_json::json;

#[async_trait::async_trait]
impl Registrations for Portal {
    async fn application_choices(
        &self,
        actor: &Actor,
        version: VersionId,
    ) -> Result<Vec<ApplicationChoice>, PortalError> {
        let developer = actor.signed_in()?.developer_id;
        let mut conn = self.db.read().await?;
        let version = catalog::callable_version(&mut conn, actor, version).await?;
        let own = applications::store::all_of(&mut conn, developer).await?;
        let statuses = store::statuses_for(&mut conn, developer, version.id).await?;
        let mut choices = Vec::with_capacity(own.len());
        for application in own {
            let existing = statuses.get(&application.id).copied();
            let barred = barred(&mut conn, &version, &application.owner).await?;
            let mut choice = ApplicationChoice::new(application, &version, existing);
            choice.unavailable = choice.unavailable.or(barred);
            choices.push(choice);
        }
        Ok(choices)
    }

    async fn why_not_request(
        &self,
        actor: &Actor,
        version: VersionId,
    ) -> Result<Option<String>, PortalError> {
        let person = actor.signed_in()?;
        let mut conn = self.db.read().await?;
        let version = catalog::callable_version(&mut conn, actor, version).await?;
        let (id, full_name, email) = (person.developer_id, person.full_name.clone(), person.email.clone());
        // Whoever is in a team that is a consumer is one too.
        Ok(barred(&mut conn, &version, &Owner::Developer { id, full_name, email }).await?.map(|_| {
            format!(
                "You may read {}, which is private. To request access, you or your team need the role API consumer: ask an admin of this portal for it.",
                version.product_title
            )
        }))
    }

    async fn approves_at_once(&self, actor: &Actor, version: VersionId) -> Result<bool, PortalError> {
        actor.signed_in()?;
        let mut conn = self.db.read().await?;
        let version = catalog::callable_version(&mut conn, actor, version).await?;
        let settings = settings::store::load(&mut conn).await?;
        Ok(policy::automatic_approval(&version, settings).is_some())
    }

    async fn request_access(&self, actor: &Actor, new: NewRegistration) -> Result<Registration, PortalError> {
        let developer = actor.signed_in()?.developer_id;
        new.validate()?;
        let mut tx = self.db.begin().await?;
        let application = applications::store::usable_by(&mut tx, developer, &new.application)
            .await?
            .ok_or(PortalError::NotFound)?;
        let version = catalog::callable_version(&mut tx, actor, new.version_id).await?;
        let barred = barred(&mut tx, &version, &application.owner).await?;
        let existing = store::status_of(&mut tx, application.id, version.id).await?;
        let settings = settings::store::load(&mut tx).await?;
        let auto_approved_by = match policy::decide(&application, &version, existing, settings) {
            Verdict::AutoApprove(by) => Some(by),
            Verdict::AwaitApproval => None,
            Verdict::Refuse(refusal) => return Err(refusal),
        };
        if let Some(why) = barred {
            return Err(PortalError::refused("consumer_role_needed", why));
        }
        let id = self
            .insert(&mut tx, &application, &version, new.purpose.trim(), developer, auto_approved_by)
            .await?;
        let registration = existing_registration(&mut tx, id).await?;
        record(&mut tx, self, actor, "registration.requested", &registration).await?;
        if auto_approved_by.is_some() {
            record(
                &mut tx,
                self,
                &Actor::system("automatic approval"),
                "registration.approved",
                &registration,
            )
            .await?;
            letters::to_owners(&mut tx, self, &registration, None).await?;
            access_changed(&mut tx, self, application.id, version.id).await?;
        } else {
            let approvers = store::approvers(&mut tx).await?;
            letters::to_approvers(&mut tx, self, &registration, &approvers).await?;
        }
        tx.commit().await?;
        self.jobs.wake();
        Ok(registration.for_owner())
    }

    async fn own_registrations(
        &self,
        actor: &Actor,
        application: &str,
    ) -> Result<Vec<Registration>, PortalError> {
        let developer = actor.signed_in()?.developer_id;
        let mut conn = self.db.read().await?;
        let application = applications::store::usable_by(&mut conn, developer, application)
            .await?
            .ok_or(PortalError::NotFound)?;
        let registrations = store::of_application(&mut conn, application.id).await?;
        Ok(registrations.into_iter().map(Registration::for_owner).collect())
    }

    async fn withdraw(&self, actor: &Actor, id: RegistrationId) -> Result<(), PortalError> {
        let developer = actor.signed_in()?.developer_id;
        let mut tx = self.db.begin().await?;
        if !store::is_usable_by(&mut tx, id, developer).await? {
            return Err(PortalError::NotFound);
        }
        let registration = existing_registration(&mut tx, id).await?;
        registration.state.can_withdraw()?;
        if !store::delete(&mut tx, id, registration.state.status()).await? {
            return Err(decided_meanwhile());
        }
        record(&mut tx, self, actor, "registration.withdrawn", &registration).await?;
        access_changed(&mut tx, self, registration.application_id, registration.version_id).await?;
        tx.commit().await?;
        self.jobs.wake();
        Ok(())
    }

    async fn registrations(
        &self,
        actor: &Actor,
        filter: RegistrationFilter,
        page: PageRequest,
    ) -> Result<Page<Registration>, PortalError> {
        actor.as_approver()?;
        let mut conn = self.db.read().await?;
        let total = store::count(&mut conn, &filter).await?;
        Ok(Page::new(store::list(&mut conn, &filter, page).await?, total, page))
    }

    async fn registration(&self, actor: &Actor, id: RegistrationId) -> Result<Registration, PortalError> {
        actor.as_approver()?;
        existing_registration(&mut self.db.read().await?, id).await
    }

    async fn approve(
        &self,
        actor: &Actor,
        id: RegistrationId,
        reason: &str,
    ) -> Result<Registration, PortalError> {
        self.decide(actor, id, RegistrationStatus::Approved, reason).await
    }

    async fn reject(
        &self,
        actor: &Actor,
        id: RegistrationId,
        reason: &str,
    ) -> Result<Registration, PortalError> {
        self.decide(actor, id, RegistrationStatus::Rejected, reason).await
    }

    async fn revoke(
        &self,
        actor: &Actor,
        id: RegistrationId,
        reason: &str,
    ) -> Result<Registration, PortalError> {
        self.decide(actor, id, RegistrationStatus::Revoked, reason).await
    }
}

impl Portal {
    async fn insert(
        &self,
        tx: &mut Tx,
        application: &Application,
        version: &ProductVersion,
        purpose: &str,
        asker: DeveloperId,
        auto_approved_by: Option<&str>,
    ) -> Result<RegistrationId, PortalError> {
        let now = self.clock.now();
        let id = RegistrationId(new_id(now));
        let inserted =
            store::insert(tx, id, application.id, version.id, purpose, now, asker, auto_approved_by).await;
        inserted.map_err(|error| match error {
            // Another request for the same was faster by a hair; what became of it is not known yet.
            DbError::Unique => policy::already(RegistrationStatus::Pending, application, version),
            DbError::Referenced => PortalError::NotFound,
            other => other.into(),
        })?;
        Ok(id)
    }

    async fn decide(
        &self,
        actor: &Actor,
        id: RegistrationId,
        to: RegistrationStatus,
        reason: &str,
    ) -> Result<Registration, PortalError> {
        actor.as_approver()?;
        check_reason(to, reason)?;
        let reason = Some(reason.trim()).filter(|reason| !reason.is_empty()).map(str::to_owned);
        let decision = Decision { at: self.clock.now(), by: actor.name(), reason };
        let mut tx = self.db.begin().await?;
        let before = existing_registration(&mut tx, id).await?;
        before.state.can_become(to)?;
        let from = before.state.status();
        if !store::decide(&mut tx, id, from, to, &decision).await? {
            return Err(decided_meanwhile());
        }
        let registration = existing_registration(&mut tx, id).await?;
        record(&mut tx, self, actor, action(from, to), &registration).await?;
        letters::to_owners(&mut tx, self, &registration, Some(from)).await?;
        access_changed(&mut tx, self, registration.application_id, registration.version_id).await?;
        tx.commit().await?;
        self.jobs.wake();
        Ok(registration)
    }
}

fn action(from: RegistrationStatus, to: RegistrationStatus) -> &'static str {
    match (from, to) {
        (RegistrationStatus::Revoked, RegistrationStatus::Approved) => "registration.reinstated",
        (_, RegistrationStatus::Approved) => "registration.approved",
        (_, RegistrationStatus::Rejected) => "registration.rejected",
        (_, RegistrationStatus::Revoked) => "registration.revoked",
        (_, RegistrationStatus::Pending) => "registration.requested",
    }
}

async fn record(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    action: &str,
    registration: &Registration,
) -> Result<(), DbError> {
    let title = registration.title();
    let event = Event::new(action, "registration", registration.id, &title)
        .change(json!({ "status": registration.state.status(), "purpose": registration.purpose }))
        .reason(registration.state.reason());
    audit::record(tx, portal.clock.now(), actor, event).await
}

/// Why an application of this owner cannot ask for a private product; absent where it can.
async fn barred(
    conn: &mut Conn,
    version: &ProductVersion,
    owner: &Owner,
) -> Result<Option<String>, PortalError> {
    let product = catalog::store::product_by_id(conn, version.product_id).await?;
    let product = product.ok_or(PortalError::NotFound)?.product;
    if product.visibility != Visibility::Private {
        return Ok(None);
    }
    Ok(why_not_consumer(conn, product.id, &product.title, owner).await?)
}

async fn existing_registration(conn: &mut Conn, id: RegistrationId) -> Result<Registration, PortalError> {
    store::find(conn, id).await?.ok_or(PortalError::NotFound)
}

fn decided_meanwhile() -> PortalError {
    PortalError::refused(
        "decided_meanwhile",
        "Somebody else has decided on this in the meantime. Reload the page to see what became of it.",
    )
}
