//! "You can call this with …": asked of the one decision that gateways ask too.
use super::store;
use crate::{db::Conn, portal::Portal, verify};
use app::{actor::Actor, error::PortalError, id::VersionId, search::CallingApplication};
use std::collections::HashMap;

/// For each version an application of the actor's that may call it at this moment, if there is one.
pub async fn applications(
    portal: &Portal,
    conn: &mut Conn,
    actor: &Actor,
    versions: impl Iterator<Item = VersionId>,
) -> Result<HashMap<VersionId, CallingApplication>, PortalError> {
    let mut callable = HashMap::new();
    let Ok(person) = actor.signed_in() else { return Ok(callable) };
    let now = portal.clock.now();
    let mut versions: Vec<VersionId> = versions.collect();
    versions.sort_unstable_by_key(|version| version.0);
    versions.dedup();
    for version in versions {
        for (id, application) in store::granted_applications(conn, person.developer_id, version).await? {
            let facts = verify::store::facts_for_application(conn, id, version, now).await?;
            if verify::may_call(&facts, now).is_ok() {
                callable.insert(version, application);
                break;
            }
        }
    }
    Ok(callable)
}
