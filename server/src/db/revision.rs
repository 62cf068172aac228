use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// What a cached answer was made from: equal revisions mean that nothing it could depend on has
/// been committed in between.
///
/// SQLite: a counter of this process, raised by every commit that is not housekeeping, before the
/// commit's caller hears of it. PostgreSQL: the snapshot's own text, which names exactly the
/// transactions it sees, so that replicas need no messages to agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revision {
    Counter(u64),
    Snapshot(String),
}

#[derive(Debug, Clone, Default)]
pub(super) struct Counter(Arc<AtomicU64>);

impl Counter {
    pub(super) fn raise(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }

    pub(super) fn read(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}
