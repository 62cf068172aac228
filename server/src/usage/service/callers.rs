//! Who uses a key.
use super::{
    super::store::{self, CallerRow},
    calls::refusal_of,
};
use crate::portal::Portal;
use app::{
    actor::Actor,
    credentials::Credentials,
    error::PortalError,
    id::CredentialId,
    usage::{CALLERS_LISTED, KeyCaller, KeyCallers},
};

pub async fn of_key(
    portal: &Portal,
    actor: &Actor,
    application: &str,
    id: CredentialId,
) -> Result<KeyCallers, PortalError> {
    // Knows the calls of the last second too.
    let credential = portal.credential(actor, application, id).await?;
    let mut conn = portal.db.read().await?;
    let rows = store::callers_of(&mut conn, id, CALLERS_LISTED).await?;
    Ok(KeyCallers {
        callers: rows.into_iter().map(caller).collect(),
        last_used_at: credential.last_used_at,
        replaced_at: credential.replaced_at,
        as_of: portal.clock.now(),
        kept_days: portal.config.usage.calls_kept_days,
    })
}

fn caller(row: CallerRow) -> KeyCaller {
    KeyCaller {
        at: row.last_at,
        address: row.address,
        refusal: refusal_of(&row.verdict, None),
        method: row.method,
        path: row.path,
        calls: row.calls.unsigned_abs(),
    }
}
