//! What is taken of quotas.
//!
//! With SQLite one process gives all verdicts: it counts in memory, exactly, and begins with what was
//! written of the window that runs, which lacks a second at most after a kill. With PostgreSQL replicas
//! share a row for each registration, and each call is one statement on it: exact over all of them.
use super::store::{self, WindowsRow};
use crate::{
    db::{Conn, DbError},
    portal::Portal,
};
use app::{
    id::{ApplicationId, RegistrationId, VersionId},
    quotas::{Quota, QuotaLeft, Window},
    time::Timestamp,
};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// On whose account a call goes.
#[derive(Debug, Clone, Copy)]
pub struct Claim {
    pub registration: RegistrationId,
    pub application: ApplicationId,
    pub version: VersionId,
    pub quota: Quota,
}

/// What came of taking a call from its quota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Of each limit, this call included.
    pub left: Vec<QuotaLeft>,
    /// The limit that has nothing left for this call: nothing was taken then.
    pub exhausted: Option<QuotaLeft>,
}

/// SQLite's; empty with PostgreSQL.
#[derive(Debug, Default)]
pub struct Windows(Mutex<HashMap<RegistrationId, WindowsRow>>);

impl Windows {
    /// Takes a call from every window of the quota, or from none.
    pub async fn take(&self, portal: &Portal, claim: &Claim, now: Timestamp) -> Result<Taken, DbError> {
        let (is_taken, row) = if portal.db.is_postgres() {
            take_shared(portal, claim, now).await?
        } else {
            self.take_own(portal, claim, now).await?
        };
        let left = row.left(claim.quota);
        let full = left.iter().filter(|one| one.left == 0 && !is_taken).max_by_key(|one| one.resets_at);
        Ok(Taken { exhausted: full.copied(), left })
    }

    /// What is left, without taking anything.
    pub async fn look(
        &self,
        conn: &mut Conn,
        claim: &Claim,
        now: Timestamp,
    ) -> Result<Vec<QuotaLeft>, DbError> {
        let known = match conn.is_postgres() {
            true => Some(store::windows(conn, claim.registration).await?.unwrap_or_default()),
            false => self.lock().get(&claim.registration).copied(),
        };
        let row = match known {
            Some(row) => row.at(now),
            None => seed(conn, claim, now).await?,
        };
        Ok(row.left(claim.quota))
    }

    async fn take_own(
        &self,
        portal: &Portal,
        claim: &Claim,
        now: Timestamp,
    ) -> Result<(bool, WindowsRow), DbError> {
        let is_known = self.lock().contains_key(&claim.registration);
        let seeded = match is_known {
            true => WindowsRow::default(),
            false => {
                let mut conn = portal.db.read_for_verdict().await?;
                let seeded = seed(&mut conn, claim, now).await?;
                conn.release();
                seeded
            }
        };
        let mut all = self.lock();
        let own = all.entry(claim.registration).or_insert(seeded);
        *own = own.at(now);
        let has_room = own.left(claim.quota).iter().all(|one| one.left > 0);
        if has_room {
            own.add_one();
        }
        Ok((has_room, *own))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<RegistrationId, WindowsRow>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn take_shared(portal: &Portal, claim: &Claim, now: Timestamp) -> Result<(bool, WindowsRow), DbError> {
    let mut conn = portal.db.read_for_verdict().await?;
    let taken = loop {
        if let Some(row) = store::take(&mut conn, claim.registration, claim.quota, now).await? {
            break (true, row);
        }
        let row = store::windows(&mut conn, claim.registration).await?.unwrap_or_default().at(now);
        // Another replica may have gone on to the next window in between: then there is room again.
        if row.left(claim.quota).iter().any(|one| one.left == 0) {
            break (false, row);
        }
    };
    conn.release();
    Ok(taken)
}

/// What was let through before this process knew of the quota.
async fn seed(conn: &mut Conn, claim: &Claim, now: Timestamp) -> Result<WindowsRow, DbError> {
    let mut row = WindowsRow::default().at(now);
    let (application, version) = (claim.application, claim.version);
    let (minute, day) = (row.minute_start.div_euclid(60), row.day_start.div_euclid(60));
    row.minute_taken = store::counted_since(conn, application, version, minute).await?;
    row.day_taken = store::counted_since(conn, application, version, day).await?;
    Ok(row)
}

impl WindowsRow {
    fn of(&mut self, window: Window) -> (&mut i64, &mut i64) {
        match window {
            Window::Second => (&mut self.second_start, &mut self.second_taken),
            Window::Minute => (&mut self.minute_start, &mut self.minute_taken),
            Window::Day => (&mut self.day_start, &mut self.day_taken),
        }
    }

    /// In the windows of this moment: a new one is empty, and none goes back.
    fn at(mut self, now: Timestamp) -> Self {
        for window in Window::ALL {
            let (start, taken) = self.of(window);
            if window.start(now) > *start {
                (*start, *taken) = (window.start(now), 0);
            }
        }
        self
    }

    fn add_one(&mut self) {
        for window in Window::ALL {
            *self.of(window).1 += 1;
        }
    }

    fn left(mut self, quota: Quota) -> Vec<QuotaLeft> {
        let limits = Window::ALL.into_iter().filter_map(|window| Some((window, quota.limit(window)?)));
        limits
            .map(|(window, limit)| {
                let (start, taken) = self.of(window);
                let taken = u32::try_from(*taken).unwrap_or(u32::MAX);
                QuotaLeft { window, limit, left: limit.saturating_sub(taken), resets_at: window.end(*start) }
            })
            .collect()
    }
}
