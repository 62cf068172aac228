//! What becomes of counts with time. Each step is a transaction of its own, and short.
use super::store;
use crate::{db::DbError, jobs::JobError, portal::Portal, verify::usage::minute_of};
use chrono::TimeDelta;

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;
/// A batch that comes again after this long would be counted again.
const BATCHES_REMEMBERED: TimeDelta = TimeDelta::days(8);
/// Addresses that are kept of each key.
const ADDRESSES: i64 = 200;

pub async fn keep(portal: &Portal) -> Result<(), JobError> {
    let (policy, now) = (&portal.config.usage, portal.clock.now());
    let today = minute_of(now) / DAY * DAY;
    let this_hour = minute_of(now) / HOUR * HOUR;
    roll_up(portal, (1, HOUR), this_hour - i64::from(policy.minutes_kept_hours) * HOUR).await?;
    roll_up(portal, (HOUR, DAY), today - i64::from(policy.hours_kept_days) * DAY).await?;
    let mut tx = portal.db.begin_housekeeping().await?;
    tx.take_turns("usage").await?;
    store::forget_counts(&mut tx, today - i64::from(policy.days_kept) * DAY).await?;
    store::forget_batches(&mut tx, now - BATCHES_REMEMBERED).await?;
    store::forget_calls(&mut tx, now - TimeDelta::days(i64::from(policy.calls_kept_days))).await?;
    tx.commit().await?;
    Ok(trim(portal).await?)
}

/// Rows of a span that end before `until` become rows of a greater one.
async fn roll_up(portal: &Portal, (span, into): (i64, i64), until: i64) -> Result<(), DbError> {
    let until = until / into * into;
    loop {
        let mut tx = portal.db.begin_housekeeping().await?;
        tx.take_turns("usage").await?;
        let Some(first) = store::first_minute(&mut tx, span, until).await? else { return Ok(()) };
        let from = first.div_euclid(into) * into;
        store::roll_up(&mut tx, (span, into), (from, from + into)).await?;
        tx.commit().await?;
    }
}

/// Cuts single calls back to as many as are kept, where this process has written some.
pub async fn trim(portal: &Portal) -> Result<(), DbError> {
    let policy = &portal.config.usage;
    let touched = portal.verdicts.usage().take_touched();
    for application in touched.applications {
        let refused = i64::from(policy.refusals_kept) * if application.is_nil() { 10 } else { 1 };
        let mut tx = portal.db.begin_housekeeping().await?;
        store::trim_calls(&mut tx, application, i64::from(policy.calls_kept) - 1, refused - 1).await?;
        tx.commit().await?;
    }
    for credential in touched.credentials {
        let mut tx = portal.db.begin_housekeeping().await?;
        store::trim_callers(&mut tx, credential, ADDRESSES - 1).await?;
        tx.commit().await?;
    }
    Ok(())
}
