//! What was called when: gathered in memory, written about once a second, so that a verdict never
//! waits for a write.
use super::Reason;
use app::{
    id::{ApplicationId, CredentialId, GatewayId, VersionId},
    time::Timestamp,
};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// What proved who called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Used {
    Key(CredentialId),
    /// A token of an identity provider, issued to the client of this application.
    Token(ApplicationId),
}

/// The uses of one key (or of one application's tokens) for one version since they were last written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uses {
    pub first_at: Option<Timestamp>,
    pub last_at: Option<Timestamp>,
    pub last_refused_at: Option<Timestamp>,
    pub last_refusal: Option<Reason>,
}

impl Uses {
    /// Earlier ones, with these added.
    fn after(self, earlier: Self) -> Self {
        Self {
            first_at: earlier.first_at.or(self.first_at),
            last_at: self.last_at.or(earlier.last_at),
            last_refused_at: self.last_refused_at.or(earlier.last_refused_at),
            last_refusal: self.last_refusal.or(earlier.last_refusal),
        }
    }
}

#[derive(Debug, Clone, Default)]
pub struct Seen {
    pub uses: HashMap<(Used, VersionId), Uses>,
    pub gateways: HashMap<GatewayId, Timestamp>,
}

impl Seen {
    pub fn is_empty(&self) -> bool {
        self.uses.is_empty() && self.gateways.is_empty()
    }
}

#[derive(Debug, Default)]
pub struct Usage(Mutex<Unwritten>);

#[derive(Debug, Default)]
struct Unwritten {
    seen: Seen,
    /// What is being written: still told from here until the database tells it.
    writing: Seen,
}

impl Unwritten {
    fn uses(&self) -> impl Iterator<Item = (&(Used, VersionId), &Uses)> {
        self.writing.uses.iter().chain(&self.seen.uses)
    }
}

impl Usage {
    pub fn allowed(&self, used: Used, version: VersionId, at: Timestamp) {
        let mut unwritten = self.lock();
        let uses = unwritten.seen.uses.entry((used, version)).or_default();
        uses.first_at.get_or_insert(at);
        uses.last_at = Some(at);
    }

    pub fn refused(&self, used: Used, version: VersionId, at: Timestamp, reason: Reason) {
        let mut unwritten = self.lock();
        let uses = unwritten.seen.uses.entry((used, version)).or_default();
        uses.last_refused_at = Some(at);
        uses.last_refusal = Some(reason);
    }

    pub fn asked(&self, gateway: GatewayId, at: Timestamp) {
        self.lock().seen.gateways.insert(gateway, at);
    }

    /// What is not written yet, by version, for all of these together. Ask before the database, so
    /// that what is written in between is told twice rather than not at all.
    pub fn of_all(&self, wanted: &[Used]) -> HashMap<VersionId, Uses> {
        let mut found: HashMap<VersionId, Uses> = HashMap::new();
        for ((used, version), uses) in self.lock().uses() {
            if wanted.contains(used) {
                let known = found.entry(*version).or_default();
                known.first_at = known.first_at.into_iter().chain(uses.first_at).min();
                known.last_at = known.last_at.into_iter().chain(uses.last_at).max();
            }
        }
        found
    }

    /// When the key was last let through, if that is not written yet.
    pub fn last_use_of(&self, credential: CredentialId) -> Option<Timestamp> {
        let unwritten = self.lock();
        unwritten
            .uses()
            .filter(|((used, _), _)| *used == Used::Key(credential))
            .filter_map(|(_, uses)| uses.last_at)
            .max()
    }

    pub fn asked_by(&self, gateway: GatewayId) -> Option<Timestamp> {
        let unwritten = self.lock();
        let asked = |seen: &Seen| seen.gateways.get(&gateway).copied();
        asked(&unwritten.seen).or_else(|| asked(&unwritten.writing))
    }

    /// What is to be written now; [`Usage::written`] or [`Usage::put_back`] follows.
    pub fn take(&self) -> Seen {
        let mut unwritten = self.lock();
        unwritten.writing = std::mem::take(&mut unwritten.seen);
        unwritten.writing.clone()
    }

    pub fn written(&self) {
        self.lock().writing = Seen::default();
    }

    /// Keeps what could not be written for the next time.
    pub fn put_back(&self) {
        let mut unwritten = self.lock();
        let earlier = std::mem::take(&mut unwritten.writing);
        for (key, earlier) in earlier.uses {
            let uses = unwritten.seen.uses.entry(key).or_default();
            *uses = uses.after(earlier);
        }
        for (gateway, at) in earlier.gateways {
            unwritten.seen.gateways.entry(gateway).or_insert(at);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Unwritten> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
