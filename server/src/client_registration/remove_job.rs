//! Clients that have no application any more are removed at their providers, however often that takes.
use super::{service::remove, store};
use crate::{db::DbError, jobs::JobError, portal::Portal};

/// Each one by itself: a provider that is down holds up none of another's.
pub async fn remove_clients(portal: &Portal) -> Result<(), JobError> {
    let mut failed = Vec::new();
    let left_over = store::left_over(&mut portal.db.read().await?).await?;
    for client in left_over {
        // A provider that gave the same client twice would lose the one that is used.
        let used = store::is_used(&mut portal.db.read().await?, &client).await?;
        match if used { Ok(()) } else { remove(portal, &client).await } {
            Ok(()) => forget(portal, &client).await?,
            Err(why) => failed.push(format!("{}: {why}", client.client_id)),
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(JobError::Retry(failed.join("; "))) }
}

async fn forget(portal: &Portal, client: &store::Client) -> Result<(), DbError> {
    let mut tx = portal.db.begin_housekeeping().await?;
    store::forget(&mut tx, client.id).await?;
    tx.commit().await
}
