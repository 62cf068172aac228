use super::{store, windows::Claim};
use crate::{
    audit::{self, Event},
    catalog,
    db::Conn,
    portal::Portal,
    registrations,
};
use app::{
    actor::Actor,
    applications::{Application, Applications},
    error::PortalError,
    id::{RegistrationId, VersionId},
    quotas::*,
    registrations::{Registration, RegistrationStatus},
};
use serde_json::json;

#[async_trait::async_trait]
impl Quotas for Portal {
    async fn application_quotas(
        &self,
        actor: &Actor,
        application: &str,
    ) -> Result<Vec<RegistrationQuota>, PortalError> {
        let application: Application = self.application(actor, application).await?;
        let mut conn = self.db.read().await?;
        let mut registrations = registrations::store::of_application(&mut conn, application.id).await?;
        registrations.retain(|registration| registration.state.status() == RegistrationStatus::Approved);
        registrations
            .sort_by(|a, b| (&a.product_title, &a.version_name).cmp(&(&b.product_title, &b.version_name)));
        let mut quotas = Vec::new();
        for registration in &registrations {
            quotas.push(self.quota_of(&mut conn, registration).await?);
        }
        Ok(quotas)
    }

    async fn registration_quota(
        &self,
        actor: &Actor,
        id: RegistrationId,
    ) -> Result<RegistrationQuota, PortalError> {
        actor.as_approver()?;
        let mut conn = self.db.read().await?;
        let registration = registrations::store::find(&mut conn, id).await?.ok_or(PortalError::NotFound)?;
        self.quota_of(&mut conn, &registration).await
    }

    async fn set_registration_quota(
        &self,
        actor: &Actor,
        id: RegistrationId,
        quota: Option<Quota>,
    ) -> Result<RegistrationQuota, PortalError> {
        actor.as_approver()?;
        quota.unwrap_or_default().check()?;
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let registration = registrations::store::find(&mut tx, id).await?.ok_or(PortalError::NotFound)?;
        let before = store::of_registration(&mut tx, id).await?;
        store::set_of_registration(&mut tx, id, quota, now).await?;
        let (object, name) = (id.to_string(), registration.title());
        let event = Event::new("registration.quota_set", "registration", &object, &name)
            .change(json!({ "before": before, "after": quota }));
        audit::record(&mut tx, now, actor, event).await?;
        tx.commit().await?;
        self.quota_of(&mut self.db.read().await?, &registration).await
    }

    async fn version_quota(&self, actor: &Actor, id: VersionId) -> Result<VersionQuota, PortalError> {
        actor.as_admin()?;
        let mut conn = self.db.read().await?;
        let version = catalog::store::version_by_id(&mut conn, id).await?.ok_or(PortalError::NotFound)?;
        Ok(VersionQuota {
            version_id: id,
            target: version.title(),
            quota: store::of_version(&mut conn, id).await?,
        })
    }

    async fn set_version_quota(
        &self,
        actor: &Actor,
        id: VersionId,
        quota: Quota,
    ) -> Result<VersionQuota, PortalError> {
        actor.as_admin()?;
        quota.check()?;
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let version = catalog::store::version_by_id(&mut tx, id).await?.ok_or(PortalError::NotFound)?;
        let before = store::of_version(&mut tx, id).await?;
        store::set_of_version(&mut tx, id, quota, now).await?;
        let (object, target) = (id.to_string(), version.title());
        let event = Event::new("version.quota_set", "version", &object, &target)
            .change(json!({ "before": before, "after": quota }));
        audit::record(&mut tx, now, actor, event).await?;
        tx.commit().await?;
        Ok(VersionQuota { version_id: id, target, quota })
    }
}

impl Portal {
    async fn quota_of(
        &self,
        conn: &mut Conn,
        registration: &Registration,
    ) -> Result<RegistrationQuota, PortalError> {
        let own = store::of_registration(conn, registration.id).await?;
        let default = store::of_version(conn, registration.version_id).await?;
        let claim = Claim {
            registration: registration.id,
            application: registration.application_id,
            version: registration.version_id,
            quota: own.unwrap_or(default),
        };
        Ok(RegistrationQuota {
            registration_id: registration.id,
            application_name: registration.application_name.clone(),
            target: registration.target(),
            own,
            default,
            left: self.verdicts.windows().look(conn, &claim, self.clock.now()).await?,
        })
    }
}
