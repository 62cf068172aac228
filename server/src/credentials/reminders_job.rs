//! Mails before a key stops working: so many hours before, to everybody who may manage the application.
use super::{
    letters,
    store::{self, EndingRow},
};
use crate::{applications, jobs::JobError, portal::Portal};
use app::{
    credentials::ending::{REMINDERS, due_reminder},
    id::ApplicationId,
    time::Timestamp,
};
use chrono::TimeDelta;

/// Applications of one transaction.
const AT_ONCE: usize = 100;

/// Each mail is written once: together with the row that says so, and one replica at a time.
pub async fn remind(portal: &Portal) -> Result<(), JobError> {
    while remind_some(portal).await? {}
    portal.jobs.wake();
    Ok(())
}

/// False once nothing is left.
async fn remind_some(portal: &Portal) -> Result<bool, JobError> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin_housekeeping().await?;
    tx.take_turns("key reminders").await?;
    let rows = store::ending(&mut tx, now, now + TimeDelta::hours(REMINDERS[0])).await?;
    let due: Vec<(EndingRow, i64)> =
        rows.into_iter().filter_map(|row| due(&row, now).map(|hours| (row, hours))).collect();
    let groups: Vec<&[(EndingRow, i64)]> =
        due.chunk_by(|(one, _), (next, _)| one.application_id == next.application_id).collect();
    for keys in groups.iter().take(AT_ONCE) {
        for (key, hours) in *keys {
            store::insert_reminder(&mut tx, now, key.id, key.ends_at, *hours).await?;
        }
        let application = ApplicationId(keys[0].0.application_id);
        for (_, _, email) in applications::store::people(&mut tx, application).await? {
            letters::ending(&mut tx, portal, &email, keys).await?;
        }
    }
    tx.commit().await?;
    Ok(groups.len() > AT_ONCE)
}

/// How many hours before its end the key's people are to be told now. A key that was replaced ends without
/// a word, unless somebody still uses it.
fn due(key: &EndingRow, now: Timestamp) -> Option<i64> {
    if key.replaced_at.is_some() && key.last_used_at <= key.replaced_at {
        return None;
    }
    let begins = key.replaced_at.unwrap_or(key.created_at);
    due_reminder(now, begins, key.ends_at).filter(|hours| key.told_hours.is_none_or(|told| told > *hours))
}
