//! Writing down what was called.
use super::{store, usage::Batch};
use crate::{
    db::DbError,
    gateways,
    portal::Portal,
    stop::{is_over, pause},
    usage,
};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// A process that is killed loses no call that is older than this.
const LOST_AT_MOST: Duration = Duration::from_secs(1);
/// What is left of it to chance.
const SPARE: Duration = Duration::from_millis(100);
/// How often what is not needed for ever is cut back.
const TRIM_EVERY: Duration = Duration::from_secs(60);

/// Writes again and again until it is over, and once more then.
pub async fn flush_until(portal: Portal, mut stop: watch::Receiver<bool>) {
    let mut trimmed = Instant::now();
    loop {
        let last = is_over(&stop);
        let began = Instant::now();
        if let Err(error) = flush(&portal).await {
            tracing::warn!(%error, "what was called could not be written; it is kept for the next try");
        }
        if last {
            return;
        }
        let writing = began.elapsed();
        if trimmed.elapsed() >= TRIM_EVERY {
            trimmed = Instant::now();
            if let Err(error) = usage::keep_job::trim(&portal).await {
                tracing::warn!(%error, "kept calls could not be cut back; it is tried again");
            }
            if let Err(error) = portal.db.forget_housekeeping().await {
                tracing::warn!(%error, "what was housekeeping could not be forgotten; it is tried again");
            }
        }
        // As seldom as may be: a write costs the same for each line, however many calls it stands for. A call that
        // came once this one had begun waits for all of this, for the pause and for the next write.
        let pausing = (LOST_AT_MOST - SPARE).saturating_sub(began.elapsed() + writing);
        pause(&mut stop, pausing.max(SPARE)).await;
    }
}

/// Writes what was seen until now, or keeps it where that fails. What failed before is written first, under the
/// number that it had: it may have been written all the same. What is seen meanwhile waits for the next time, or a
/// portal with much to do would write without a pause.
pub async fn flush(portal: &Portal) -> Result<(), DbError> {
    let gathered = portal.verdicts.usage();
    let batches = if gathered.is_one_unsure() { 2 } else { 1 };
    for _ in 0..batches {
        let Some(batch) = gathered.take() else { return Ok(()) };
        write(portal, &batch).await?;
        gathered.written();
    }
    Ok(())
}

/// Writes a batch, unless it was written before.
pub async fn write(portal: &Portal, batch: &Batch) -> Result<(), DbError> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin_housekeeping().await?;
    // One after the other, so that replicas that write the same rows do not wait for each other in a ring.
    tx.take_turns("usage").await?;
    let writer = portal.verdicts.usage().writer;
    if usage::store::is_first_time(&mut tx, writer, batch.number, now).await? {
        usage::store::add(&mut tx, &batch.seen).await?;
        store::add_uses(&mut tx, &batch.seen.uses()).await?;
        for (gateway, at) in &batch.seen.gateways {
            gateways::store::asked(&mut tx, *gateway, *at).await?;
        }
    }
    tx.commit().await
}
