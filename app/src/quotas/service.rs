use super::model::*;
use crate::{
    actor::Actor,
    error::PortalError,
    id::{RegistrationId, VersionId},
};

/// How many calls are let through, for each registration.
#[async_trait::async_trait]
pub trait Quotas: Send + Sync {
    /// Of an application that the actor can use: its approved registrations, those without a limit too.
    async fn application_quotas(
        &self,
        actor: &Actor,
        application: &str,
    ) -> Result<Vec<RegistrationQuota>, PortalError>;
    /// For approvers.
    async fn registration_quota(
        &self,
        actor: &Actor,
        id: RegistrationId,
    ) -> Result<RegistrationQuota, PortalError>;
    /// For approvers; without a quota of its own the version's default counts.
    async fn set_registration_quota(
        &self,
        actor: &Actor,
        id: RegistrationId,
        quota: Option<Quota>,
    ) -> Result<RegistrationQuota, PortalError>;
    /// For admins.
    async fn version_quota(&self, actor: &Actor, id: VersionId) -> Result<VersionQuota, PortalError>;
    /// For admins. Counts at the next call, for all registrations without a quota of their own.
    async fn set_version_quota(
        &self,
        actor: &Actor,
        id: VersionId,
        quota: Quota,
    ) -> Result<VersionQuota, PortalError>;
}
