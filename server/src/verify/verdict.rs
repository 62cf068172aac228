//! What is answered: the decision about key and version, and what it comes to for one call.
use super::{Facts, Permit, Refused, Scheme, may_call};
use crate::{
    db::Revision,
    quotas::{Claim, Taken},
};
use app::{quotas::QuotaLeft, time::Timestamp};
use axum::http::HeaderMap;
use std::{
    ops::Deref,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicU64, Ordering},
    },
};

/// The verdict on one call: what is known of key and version, and how this call ends.
#[derive(Debug)]
pub struct Verdict {
    pub(super) answer: Arc<Answer>,
    refused: Option<Refusal>,
    /// Of each limit of the registration's quota, this call included; empty without one.
    left: Vec<QuotaLeft>,
}

#[derive(Debug)]
struct Refusal {
    refused: Refused,
    /// Told to the caller, and kept with the call.
    request_id: String,
}

impl Deref for Verdict {
    type Target = Answer;
    fn deref(&self) -> &Answer {
        &self.answer
    }
}

impl Verdict {
    pub(super) fn new(answer: Arc<Answer>) -> Self {
        let refused = answer.decided.as_ref().err().cloned();
        Self { refused: refused.map(Refusal::new), answer, left: Vec::new() }
    }

    /// The same decision, asked with what is left of the quota.
    pub(super) fn after(answer: Arc<Answer>, taken: Taken, now: Timestamp) -> Self {
        let refused = taken.exhausted.and_then(|exhausted| {
            let mut facts = answer.facts.clone();
            facts.caller.as_mut()?.registration.as_mut()?.exhausted = Some(exhausted);
            may_call(&facts, now).err()
        });
        Self { refused: refused.map(Refusal::new), answer, left: taken.left }
    }

    /// What is left of each limit of the registration's quota.
    pub fn left(&self) -> &[QuotaLeft] {
        &self.left
    }

    /// Why the call is refused, and under which name that is kept.
    pub fn refused(&self) -> Option<(&Refused, &str)> {
        self.refused.as_ref().map(|refusal| (&refusal.refused, refusal.request_id.as_str()))
    }
}

impl Refusal {
    fn new(refused: Refused) -> Self {
        Self { refused, request_id: next_request_id() }
    }
}

/// Unique in this process, and cheap: a random part once, and a number.
fn next_request_id() -> String {
    static PROCESS: LazyLock<String> = LazyLock::new(|| crate::secrets::random_text(10));
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!("v-{}-{:x}", *PROCESS, NEXT.fetch_add(1, Ordering::Relaxed))
}

/// What key and version come to, whatever else the call is about: this is what is kept.
#[derive(Debug)]
pub struct Answer {
    pub facts: Facts,
    pub(super) decided: Result<Permit, Refused>,
    /// For the upstream; empty where the answer is no.
    pub identity: HeaderMap,
    /// The same with what else a gateway is told, copied for each call.
    pub(super) told: HeaderMap,
    /// What was looked for in the call.
    pub scheme: Arc<Scheme>,
    pub(super) product: Box<str>,
    pub(super) version: Box<str>,
    /// What the database was at.
    pub(super) revision: Option<Revision>,
}

impl Answer {
    /// The slugs that were asked for.
    pub fn product(&self) -> &str {
        &self.product
    }

    pub fn version(&self) -> &str {
        &self.version
    }

    /// From which quota a call that is let through is taken.
    pub(super) fn claim(&self) -> Option<Claim> {
        let (permit, registration) =
            (self.decided.as_ref().ok()?, self.facts.caller.as_ref()?.registration.as_ref()?);
        let quota = Some(registration.quota).filter(|quota| !quota.is_unlimited())?;
        Some(Claim {
            registration: permit.registration_id,
            application: permit.application_id,
            version: permit.version_id,
            quota,
        })
    }

    /// Two names may meet under one hash, and a strategy may have changed since.
    pub(super) fn is_about(&self, (product, version): (&str, &str), scheme: &Arc<Scheme>) -> bool {
        *self.product == *product
            && *self.version == *version
            && (Arc::ptr_eq(&self.scheme, scheme) || self.scheme == *scheme)
    }

    /// Whether nothing has changed since it was read, and nothing that it was decided by has ended.
    pub(super) fn holds(&self, revision: Revision, now: Timestamp) -> bool {
        self.revision == Some(revision)
            && match &self.decided {
                Ok(permit) => permit.valid_until.is_none_or(|until| now < until),
                Err(_) => true,
            }
    }
}
