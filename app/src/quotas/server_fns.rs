use super::model::*;
#[cfg(feature = "ssr")]
use crate::backend::{actor, backend, respond};
use crate::{
    call::Call,
    error::PortalError,
    id::{RegistrationId, VersionId},
};
use leptos::prelude::*;

/// Of an application's registrations that are approved.
#[server(protocol = Call)]
pub async fn get_application_quotas(application: String) -> Result<Vec<RegistrationQuota>, PortalError> {
    respond(backend()?.application_quotas(&actor()?, &application).await)
}

/// For approvers.
#[server(protocol = Call)]
pub async fn get_registration_quota(id: RegistrationId) -> Result<RegistrationQuota, PortalError> {
    respond(backend()?.registration_quota(&actor()?, id).await)
}

/// For approvers. Without `own` the version's default counts, and the numbers do not matter.
#[server(protocol = Call)]
pub async fn set_registration_quota(
    id: RegistrationId,
    #[server(default)] own: bool,
    #[server(default)] per_second: String,
    #[server(default)] per_minute: String,
    #[server(default)] per_day: String,
) -> Result<RegistrationQuota, PortalError> {
    let read = || Quota::from_fields(&per_second, &per_minute, &per_day).map(Some);
    let quota = respond(if own { read() } else { Ok(None) })?;
    respond(backend()?.set_registration_quota(&actor()?, id, quota).await)
}

/// For admins.
#[server(protocol = Call)]
pub async fn get_version_quota(product: String, version: String) -> Result<VersionQuota, PortalError> {
    let found = respond(backend()?.version(&actor()?, &product, &version).await)?;
    respond(backend()?.version_quota(&actor()?, found.id).await)
}

/// For admins.
#[server(protocol = Call)]
pub async fn set_version_quota(
    id: VersionId,
    #[server(default)] per_second: String,
    #[server(default)] per_minute: String,
    #[server(default)] per_day: String,
) -> Result<VersionQuota, PortalError> {
    let quota = respond(Quota::from_fields(&per_second, &per_minute, &per_day))?;
    respond(backend()?.set_version_quota(&actor()?, id, quota).await)
}
