//! Writing down what was used.
use super::store;
use crate::{db::DbError, gateways, portal::Portal};
use std::time::Duration;
use tokio::sync::watch;

const EVERY: Duration = Duration::from_secs(1);

/// Writes about every second until `stop` turns true, and once more then.
pub async fn flush_until(portal: Portal, mut stop: watch::Receiver<bool>) {
    loop {
        let last = *stop.borrow();
        if let Err(error) = flush(&portal).await {
            tracing::warn!(%error, "last-used times could not be written; they are kept for the next try");
        }
        if last {
            return;
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Writes what was seen since the last time, or keeps it where that fails.
pub async fn flush(portal: &Portal) -> Result<(), DbError> {
    let usage = portal.verdicts.usage();
    let seen = usage.take();
    if seen.is_empty() {
        return Ok(());
    }
    let written = write(portal, &seen).await;
    match &written {
        Ok(()) => usage.written(),
        Err(_) => usage.put_back(),
    }
    written
}

async fn write(portal: &Portal, seen: &super::usage::Seen) -> Result<(), DbError> {
    let mut tx = portal.db.begin_housekeeping().await?;
    for ((used, version), uses) in &seen.uses {
        store::add_uses(&mut tx, *used, *version, uses).await?;
    }
    for (gateway, at) in &seen.gateways {
        gateways::store::asked(&mut tx, *gateway, *at).await?;
    }
    tx.commit().await
}
