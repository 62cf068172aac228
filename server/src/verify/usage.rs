//! What was called when: gathered in memory, written about once a second, so that a verdict never
//! waits for a write.
use super::Reason;
use app::{
    id::{CredentialId, GatewayId, VersionId},
    time::Timestamp,
};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The uses of one key for one version since they were last written.
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

#[derive(Debug, Default)]
pub struct Seen {
    pub uses: HashMap<(CredentialId, VersionId), Uses>,
    pub gateways: HashMap<GatewayId, Timestamp>,
}

impl Seen {
    pub fn is_empty(&self) -> bool {
        self.uses.is_empty() && self.gateways.is_empty()
    }
}

#[derive(Debug, Default)]
pub struct Usage(Mutex<Seen>);

impl Usage {
    pub fn allowed(&self, credential: CredentialId, version: VersionId, at: Timestamp) {
        let mut seen = self.lock();
        let uses = seen.uses.entry((credential, version)).or_default();
        uses.first_at.get_or_insert(at);
        uses.last_at = Some(at);
    }

    pub fn refused(&self, credential: CredentialId, version: VersionId, at: Timestamp, reason: Reason) {
        let mut seen = self.lock();
        let uses = seen.uses.entry((credential, version)).or_default();
        uses.last_refused_at = Some(at);
        uses.last_refusal = Some(reason);
    }

    pub fn asked(&self, gateway: GatewayId, at: Timestamp) {
        self.lock().gateways.insert(gateway, at);
    }

    /// What is not written yet.
    pub fn uses_of(&self, credential: CredentialId, version: VersionId) -> Uses {
        self.lock().uses.get(&(credential, version)).copied().unwrap_or_default()
    }

    /// When the key was last let through, if that is not written yet.
    pub fn last_use_of(&self, credential: CredentialId) -> Option<Timestamp> {
        let seen = self.lock();
        seen.uses.iter().filter(|((id, _), _)| *id == credential).filter_map(|(_, uses)| uses.last_at).max()
    }

    pub fn asked_by(&self, gateway: GatewayId) -> Option<Timestamp> {
        self.lock().gateways.get(&gateway).copied()
    }

    pub fn take(&self) -> Seen {
        std::mem::take(&mut self.lock())
    }

    /// Puts back what could not be written.
    pub fn put_back(&self, seen: Seen) {
        let mut now = self.lock();
        for (key, earlier) in seen.uses {
            let uses = now.uses.entry(key).or_default();
            *uses = uses.after(earlier);
        }
        for (gateway, at) in seen.gateways {
            now.gateways.entry(gateway).or_insert(at);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
