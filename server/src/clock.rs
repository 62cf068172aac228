//! The only place that reads the time.
use crate::{
    db::{Db, DbError},
    stop::{is_over, pause},
};
use app::time::Timestamp;
use chrono::{SubsecRound, TimeDelta};
use std::{
    fmt::Debug,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::watch;

pub trait Clock: Debug + Send + Sync {
    /// UTC, cut to microseconds: PostgreSQL keeps no more, and SQLite sorts the text it is given.
    fn now(&self) -> Timestamp;

    /// The database, asked at that moment, has told its time. Returns what counts as now for what it
    /// answered.
    fn heard(&self, _database: Timestamp, _asked: Instant) -> Timestamp {
        self.now()
    }
}

/// How often the database's clock is asked where nothing else is asked of it.
const LISTEN_EVERY: Duration = Duration::from_secs(5);

/// The one clock of everybody who uses this database: PostgreSQL's own where replicas share it, this
/// machine's with SQLite.
pub async fn of(db: &Db) -> Result<Arc<dyn Clock>, DbError> {
    Ok(match db.time().await? {
        Some((database, asked)) => Arc::new(DatabaseClock::new(database, asked)),
        None => Arc::new(SystemClock),
    })
}

/// Asks the database for its time again and again until `stop` turns true.
pub async fn keep_right(db: Db, clock: Arc<dyn Clock>, mut stop: watch::Receiver<bool>) {
    while db.is_postgres() && !is_over(&stop) {
        if let Ok(Some((database, asked))) = db.time().await {
            clock.heard(database, asked);
        }
        pause(&mut stop, LISTEN_EVERY).await;
    }
}

#[derive(Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    fn now(&self) -> Timestamp {
        chrono::Utc::now().trunc_subsecs(6)
    }
}

/// The database's clock, carried on by this process between its answers: what the machine's own clock says
/// does not matter, and may change.
#[derive(Debug)]
pub struct DatabaseClock(Mutex<Heard>);

#[derive(Debug, Clone, Copy)]
struct Heard {
    database: Timestamp,
    at: Instant,
}

impl Heard {
    fn at(self, moment: Instant) -> Timestamp {
        let since = moment.saturating_duration_since(self.at);
        self.database + TimeDelta::from_std(since).unwrap_or_default()
    }
}

impl DatabaseClock {
    pub fn new(database: Timestamp, asked: Instant) -> Self {
        Self(Mutex::new(middle(database, asked, Instant::now())))
    }

    fn lock(&self) -> MutexGuard<'_, Heard> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for DatabaseClock {
    fn now(&self) -> Timestamp {
        self.lock().at(Instant::now()).trunc_subsecs(6)
    }

    /// The answer was made between the question and now. As long as what was heard before lies in between,
    /// it is kept, so that the clock does not tremble.
    fn heard(&self, database: Timestamp, asked: Instant) -> Timestamp {
        let now = Instant::now();
        let mut heard = self.lock();
        if heard.at(asked) > database || heard.at(now) < database {
            *heard = middle(database, asked, now);
        }
        database.trunc_subsecs(6)
    }
}

fn middle(database: Timestamp, asked: Instant, now: Instant) -> Heard {
    Heard { database, at: asked + now.saturating_duration_since(asked) / 2 }
}

/// A clock that tests move by hand.
#[derive(Debug)]
pub struct ManualClock(Mutex<Timestamp>);

impl ManualClock {
    pub fn at(now: Timestamp) -> Self {
        Self(Mutex::new(now.trunc_subsecs(6)))
    }

    pub fn advance(&self, by: TimeDelta) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now += by;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A new identifier that sorts by the time it was made (UUID version 7).
pub fn new_id(now: Timestamp) -> uuid::Uuid {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    uuid::Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, now.timestamp_subsec_nanos()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_databases_time_counts_and_does_not_tremble() {
        let start: Timestamp = "2026-11-21T10:42:00Z".parse().unwrap();
        let first = Instant::now();
        let clock = DatabaseClock(Mutex::new(Heard { database: start, at: first }));
        let heard = clock.lock().at(first + Duration::from_secs(60));
        assert_eq!(heard, start + TimeDelta::seconds(60));

        // An answer that may have been made at any moment of the last minute says nothing new.
        let slow = start;
        assert_eq!(clock.heard(slow, first), slow);
        assert_eq!(clock.lock().database, start);

        // An hour is no trembling.
        let later = start + TimeDelta::hours(1);
        clock.heard(later, Instant::now());
        assert!(clock.now() >= later);
        let earlier = start - TimeDelta::hours(1);
        clock.heard(earlier, Instant::now());
        assert!(clock.now() < start);
    }
}
