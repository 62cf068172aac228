//! Some providers want to know which APIs a client may call.
use super::lifecycle::{about, registrar, terms};
use crate::{
    applications,
    client_registration::{
        protocol::{About, Wanted},
        store,
    },
    db::Tx,
    jobs::{self, Job, JobError},
    portal::Portal,
    registrations,
};
use app::{
    error::PortalError,
    id::{ApplicationId, VersionId},
    registrations::RegistrationStatus,
};

/// Part of the transaction that changes a registration.
pub async fn access_changed(
    tx: &mut Tx,
    portal: &Portal,
    application: ApplicationId,
    version: VersionId,
) -> Result<(), PortalError> {
    let Some(client) = store::of_application(tx, application).await? else { return Ok(()) };
    let kept = store::find(tx, client.auth_strategy_id).await?;
    if kept.is_some_and(|kept| kept.settings.kind.hears_of_access()) {
        let job = Job::TellOfAccess { application_id: application, version_id: version };
        jobs::enqueue(tx, portal.clock.now(), &job).await?;
    }
    Ok(())
}

/// Says what is true now, whatever was true when it was enqueued.
pub async fn tell_of_access(
    portal: &Portal,
    application: ApplicationId,
    version: VersionId,
) -> Result<(), JobError> {
    let read = async {
        let mut conn = portal.db.read().await?;
        let Some(client) = store::of_application(&mut conn, application).await? else { return Ok(None) };
        let named = applications::store::name_and_description(&mut conn, application).await?;
        let terms = terms(&mut conn, client.auth_strategy_id).await?;
        let status = registrations::store::status_of(&mut conn, application, version).await?;
        Ok::<_, PortalError>(named.zip(terms).map(|(named, terms)| (client, named, terms, status)))
    };
    let read = read.await.map_err(|error| JobError::Retry(error.to_string()))?;
    let Some((client, (name, description), terms, status)) = read else { return Ok(()) };
    let registrar = registrar(portal, client.auth_strategy_id, &terms).await.map_err(JobError::Retry)?;
    let wanted = Wanted {
        name,
        description,
        grant_types: terms.grant_types(&client.redirect_uris),
        redirect_uris: client.redirect_uris,
        scopes: client.scopes,
        about: About { application: application.to_string(), ..about(portal, client.auth_strategy_id) },
    };
    let may_call = status == Some(RegistrationStatus::Approved);
    let told =
        registrar.tell_of_access(&portal.outbound, &client.client_id, &wanted, version, may_call).await;
    told.map_err(JobError::Retry)
}
