//! What was called: gathered in memory and written within a second, so that a verdict never waits for a
//! write. All that a call costs here is one lock and two look-ups.
mod seen;

pub use seen::{AnswerLine, Caller, Counted, KeptCall, Line, Seen, Used, Uses, minute_of};

use super::{About, Answer, Refused};
use app::{
    id::{CredentialId, GatewayId, VersionId},
    time::Timestamp,
};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use uuid::Uuid;

const SHARDS: usize = 16;

/// What is written at once, and by its number only once: see `usage::store::is_first_time`.
#[derive(Debug)]
pub struct Batch {
    pub number: i64,
    pub seen: Seen,
}

#[derive(Debug)]
pub struct Usage {
    /// Names this process in the database.
    pub writer: Uuid,
    /// Each line stands in one of them, so that calls seldom wait for each other.
    shards: [Mutex<Seen>; SHARDS],
    /// Locked before any shard, by whoever wants more than one.
    writing: Mutex<Writing>,
}

/// What is on its way into the database.
#[derive(Debug, Default)]
struct Writing {
    last_number: i64,
    /// What is being written: still told from here until the database tells it, and written again
    /// under its number where it is not known whether it was.
    batch: Option<Arc<Batch>>,
    touched: Touched,
}

/// Whose kept calls have become more since they were last cut back.
#[derive(Debug, Default)]
pub struct Touched {
    /// The nil one stands for unknown keys.
    pub applications: HashSet<Uuid>,
    pub credentials: HashSet<Uuid>,
}

/// How much waits to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub lines: usize,
    pub calls: usize,
}

impl Default for Usage {
    fn default() -> Self {
        Self { writer: Uuid::new_v4(), shards: Default::default(), writing: Mutex::default() }
    }
}

impl Usage {
    /// A verdict was given.
    pub fn judged(
        &self,
        answer: &Answer,
        refused: Option<(&Refused, &str)>,
        key_shape: impl FnOnce() -> Option<String>,
        about: &About<'_>,
        at: Timestamp,
    ) {
        let line = Line::of(answer, refused.map(|(refused, _)| refused.reason), about.tried, at);
        self.shard(line.credential, line.application).judged(line, answer, refused, key_shape, about, at);
    }

    /// A call was answered: with this status, after this time.
    pub fn answered(&self, answer: &Answer, tried: bool, at: Timestamp, status: u16, took: Duration) {
        let line = Line::of(answer, None, tried, at).answered(status, took);
        self.shard(line.credential, line.application).answered(line);
    }

    /// What is not written yet, by version, for all of these together. Ask before the database, so
    /// that what is written in between is told twice rather than not at all.
    pub fn of_all(&self, wanted: &[Used]) -> HashMap<VersionId, Uses> {
        let mut found: HashMap<VersionId, Uses> = HashMap::new();
        self.each(|seen| {
            for (line, counted) in seen.let_through() {
                if counted.used(line).is_some_and(|used| wanted.contains(&used)) {
                    let known = found.entry(VersionId(line.version)).or_default();
                    known.first_at = known.first_at.into_iter().chain([counted.first_at]).min();
                    known.last_at = known.last_at.max(Some(counted.last_at));
                }
            }
        });
        found
    }

    /// When the key was last let through, if that is not written yet.
    pub fn last_use_of(&self, credential: CredentialId) -> Option<Timestamp> {
        let mut last = None;
        self.each(|seen| {
            let own = seen.let_through().filter(|(line, _)| line.credential == credential.0);
            last = own.map(|(_, counted)| counted.last_at).max().max(last);
        });
        last
    }

    pub fn asked_by(&self, gateway: GatewayId) -> Option<Timestamp> {
        let mut last = None;
        self.each(|seen| last = seen.gateways.get(&gateway).copied().max(last));
        last
    }

    /// What is to be written now: what was to be written before, if that did not succeed; else all that
    /// was seen since. [`Usage::written`] follows once it is known to be written.
    pub fn take(&self) -> Option<Arc<Batch>> {
        let mut writing = self.writing();
        if writing.batch.is_none() {
            let mut seen = Seen::default();
            for shard in &self.shards {
                seen.merge(std::mem::take(&mut *lock(shard)));
            }
            if !seen.is_empty() {
                writing.last_number += 1;
                writing.batch = Some(Arc::new(Batch { number: writing.last_number, seen }));
            }
        }
        writing.batch.clone()
    }

    /// Whether a batch was taken of which nobody knows yet that it is written.
    pub fn is_one_unsure(&self) -> bool {
        self.writing().batch.is_some()
    }

    pub fn written(&self) {
        let mut writing = self.writing();
        if let Some(batch) = writing.batch.take() {
            let touched = &mut writing.touched;
            touched.applications.extend(batch.seen.calls.iter().map(|call| call.line.application));
            touched.credentials.extend(batch.seen.callers.keys().map(|(credential, _)| credential.0));
        }
    }

    /// How much waits to be written.
    pub fn waiting(&self) -> Waiting {
        let mut waiting = Waiting { lines: 0, calls: 0 };
        self.each(|seen| {
            waiting.lines += seen.lines.len() + seen.answers.len();
            waiting.calls += seen.calls.len();
        });
        waiting
    }

    pub fn take_touched(&self) -> Touched {
        std::mem::take(&mut self.writing().touched)
    }

    /// All that is not known to be written.
    fn each(&self, mut look: impl FnMut(&Seen)) {
        let writing = self.writing();
        if let Some(batch) = &writing.batch {
            look(&batch.seen);
        }
        for shard in &self.shards {
            look(&lock(shard));
        }
    }

    fn shard(&self, credential: Uuid, application: Uuid) -> MutexGuard<'_, Seen> {
        let named = if credential.is_nil() { application } else { credential };
        lock(&self.shards[usize::from(named.as_bytes()[15]) % SHARDS])
    }

    fn writing(&self) -> MutexGuard<'_, Writing> {
        lock(&self.writing)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
