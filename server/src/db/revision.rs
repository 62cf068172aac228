use app::time::Timestamp;
use std::time::Instant;

/// What a cached answer was made from: equal revisions mean that nothing it could depend on has
/// been committed in between, by whichever process. Housekeeping does not count.
///
/// A number of this process. SQLite: raised when the file's own record of the last commit is not what it
/// was (`commits`). PostgreSQL: raised when a snapshot sees the end of other transactions than before
/// (`fence`), so that replicas need no messages to agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision(pub(super) u64);

/// What the database was at when it was asked.
#[derive(Debug, Clone, Copy)]
pub struct AsOf {
    pub revision: Revision,
    /// What PostgreSQL's clock said, and when it was asked. Absent with SQLite, which has none of its own.
    pub time: Option<(Timestamp, Instant)>,
}
