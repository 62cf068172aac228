//! What a PostgreSQL database is at, asked once for everybody who wants to know at the same time.
//!
//! Whoever asks hears from a question that was put *after* they asked: what had been committed before is in
//! the answer, whichever replica committed it. One question is under way at a time; all who come meanwhile
//! share the next one. So the database is asked no more often than it answers, however many ask.
//!
//! What is told are numbers of this process. They are raised when the snapshot sees the end of any transaction,
//! but for those that it has said of itself, in its own commit, to leave as they were.
use super::{
    AsOf, Conn, DbError, Leaves, Numbers,
    conn::{Handle, Kind},
    lanes::Lanes,
    snapshot::Snapshot,
    sql,
};
use app::time::Timestamp;
use chrono::TimeDelta;
use serde_json::json;
use sqlx::Postgres;
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::oneshot;

/// Ends of transactions that are looked at one by one; more than that are a change, whatever they were.
const ENDS_LOOKED_AT: usize = 200;
/// Older words than this do not count: in a database that was restored from a dump, other transactions have the
/// numbers.
const COMMITTED_WITHIN: TimeDelta = TimeDelta::seconds(5);

#[derive(Debug, Clone)]
pub(super) struct Fence(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    lanes: Lanes<Postgres>,
    deadline: Duration,
    waiting: Mutex<Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    is_asking: bool,
    told: Vec<oneshot::Sender<AsOf>>,
    seen: Seen,
}

#[derive(Debug, Clone, Default)]
struct Seen {
    snapshot: String,
    at: Timestamp,
    numbers: Numbers,
}

impl Fence {
    pub(super) fn new(lanes: Lanes<Postgres>, deadline: Duration) -> Self {
        Self(Arc::new(Inner { lanes, deadline, waiting: Mutex::default() }))
    }

    /// Absent where the database cannot be asked.
    pub(super) async fn as_of_now(&self) -> Option<AsOf> {
        let (told, heard) = oneshot::channel();
        let is_first = {
            let mut waiting = self.waiting();
            waiting.told.push(told);
            !std::mem::replace(&mut waiting.is_asking, true)
        };
        if is_first {
            // On its own: who asked first may give up before the others do.
            tokio::spawn(self.clone().ask_until_nobody_waits());
        }
        heard.await.ok()
    }

    async fn ask_until_nobody_waits(self) {
        let mut conn = None;
        while let Some((told, seen)) = self.next() {
            match self.ask(&mut conn, seen).await {
                Ok((as_of, seen)) => {
                    self.waiting().seen = seen;
                    for one in told {
                        // Who gave up does not hear it.
                        let _ = one.send(as_of);
                    }
                }
                Err(error) => {
                    tracing::debug!(%error, "what the database is at could not be asked");
                    conn = None;
                    self.0.lanes.doubt();
                }
            }
        }
        if let Some(conn) = conn {
            conn.release();
        }
    }

    /// Who waits for the next answer.
    fn next(&self) -> Option<(Vec<oneshot::Sender<AsOf>>, Seen)> {
        let mut waiting = self.waiting();
        let told = std::mem::take(&mut waiting.told);
        waiting.is_asking = !told.is_empty();
        waiting.is_asking.then(|| (told, waiting.seen.clone()))
    }

    async fn ask(&self, conn: &mut Option<Conn>, seen: Seen) -> Result<(AsOf, Seen), DbError> {
        let conn = match conn {
            Some(conn) => conn,
            None => {
                let kind = Kind::Lane(self.0.lanes.enter().await?);
                conn.insert(Conn::Postgres(Handle { kind, deadline: self.0.deadline }))
            }
        };
        let asked = Instant::now();
        let (time, snapshot): (Timestamp, String) =
            sql("SELECT clock_timestamp(), CAST(pg_current_snapshot() AS TEXT)").one(conn).await?;
        let leaves = if snapshot == seen.snapshot {
            Some(Leaves::VerdictsAndPages)
        } else {
            left_as_it_was(conn, &seen, &snapshot).await?
        };
        let numbers = seen.numbers.after(leaves);
        Ok((numbers.as_of(Some((time, asked))), Seen { snapshot, at: time, numbers }))
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What all that has ended since leaves as it was, of whichever replica.
async fn left_as_it_was(conn: &mut Conn, seen: &Seen, now: &str) -> Result<Option<Leaves>, DbError> {
    let (Some(before), Some(now)) = (Snapshot::parse(&seen.snapshot), Snapshot::parse(now)) else {
        return Ok(None);
    };
    let Some(ended) = now.ended_since(&before, ENDS_LOOKED_AT) else { return Ok(None) };
    let (housekeeping, reading): (i64, i64) =
        sql("WITH ended AS (SELECT CAST(value AS BIGINT) AS xid FROM jsonb_array_elements_text($1))
             SELECT (SELECT count(*) FROM housekeeping_commits WHERE xid IN (SELECT xid FROM ended) AND at >= $2),
                    (SELECT count(*) FROM reading_commits WHERE xid IN (SELECT xid FROM ended) AND at >= $2)")
        .bind(json!(ended))
        .bind(seen.at - COMMITTED_WITHIN)
        .one(conn)
        .await?;
    let all = i64::try_from(ended.len()).unwrap_or(i64::MAX);
    Ok(match (housekeeping, reading) {
        (housekeeping, _) if housekeeping == all => Some(Leaves::VerdictsAndPages),
        (housekeeping, reading) if housekeeping + reading == all => Some(Leaves::Verdicts),
        _ => None,
    })
}
