//! Who changed what, recorded in the transaction of the change: append-only, each entry holding
//! the hash of the one before.
pub mod rest;
mod service;
mod store;

pub use store::of_developer;

use crate::db::{DbError, Tx};
use app::{actor::Actor, time::Timestamp};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// One change, as its slice describes it.
#[derive(Debug)]
pub struct Event<'a> {
    /// `<noun>.<past verb>`, such as `registration.approved`.
    pub action: &'a str,
    pub object_kind: &'a str,
    pub object_id: String,
    pub object_name: &'a str,
    /// Before and after of the fields worth keeping; never a secret.
    pub change: Value,
    pub reason: Option<&'a str>,
}

impl<'a> Event<'a> {
    pub fn new(
        action: &'a str,
        object_kind: &'a str,
        object_id: impl ToString,
        object_name: &'a str,
    ) -> Self {
        Self {
            action,
            object_kind,
            object_id: object_id.to_string(),
            object_name,
            change: json!({}),
            reason: None,
        }
    }

    pub fn change(mut self, change: Value) -> Self {
        self.change = change;
        self
    }

    pub fn reason(mut self, reason: Option<&'a str>) -> Self {
        self.reason = reason;
        self
    }
}

/// Appends the event to the chain.
pub async fn record(tx: &mut Tx, now: Timestamp, actor: &Actor, event: Event<'_>) -> Result<(), DbError> {
    tx.take_turns("audit_events").await?;
    let (position, previous) = store::last(tx).await?.unwrap_or((0, Vec::new()));
    let position = position + 1;
    let hash = chain_hash(position, &previous, now, actor, &event);
    store::append(tx, position, now, actor, &event, previous, hash).await
}

fn chain_hash(position: i64, previous: &[u8], now: Timestamp, actor: &Actor, event: &Event<'_>) -> Vec<u8> {
    let content = json!([
        position,
        now.to_rfc3339(),
        actor.name(),
        event.action,
        event.object_kind,
        event.object_id,
        event.object_name,
        event.change,
        event.reason,
        actor.address,
        actor.request_id
    ]);
    let mut hash = Sha256::new();
    hash.update(previous);
    hash.update(content.to_string().as_bytes());
    hash.finalize().to_vec()
}
