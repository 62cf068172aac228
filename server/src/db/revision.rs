use app::time::Timestamp;
use std::time::Instant;

/// What a cached answer was made from: equal revisions mean that nothing it could depend on has
/// been committed in between, by whichever process.
///
/// A number of this process. SQLite: raised when the file's own record of the last commit is not what it
/// was (`commits`). PostgreSQL: raised when a snapshot sees the end of other transactions than before
/// (`fence`), so that replicas need no messages to agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision(pub(super) u64);

/// What a change leaves as it was: its commit does not outdate that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaves {
    /// It changes what is only read.
    Verdicts,
    /// Housekeeping.
    VerdictsAndPages,
}

/// What was counted up to a commit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    pub(super) verdicts: u64,
    pub(super) pages: u64,
}

impl Numbers {
    /// After a change that leaves nothing as it was, or what is said.
    pub(super) fn after(self, leaves: Option<Leaves>) -> Self {
        match leaves {
            None => Self { verdicts: self.verdicts + 1, pages: self.pages + 1 },
            Some(Leaves::Verdicts) => Self { pages: self.pages + 1, ..self },
            Some(Leaves::VerdictsAndPages) => self,
        }
    }

    pub(super) fn as_of(self, time: Option<(Timestamp, Instant)>) -> AsOf {
        AsOf { verdicts: Revision(self.verdicts), pages: Revision(self.pages), time }
    }
}

/// What the database was at when it was asked.
#[derive(Debug, Clone, Copy)]
pub struct AsOf {
    /// For verdicts: neither housekeeping counts nor what is only read.
    pub verdicts: Revision,
    /// For pages: housekeeping does not count.
    pub pages: Revision,
    /// What PostgreSQL's clock said, and when it was asked. Absent with SQLite, which has none of its own.
    pub time: Option<(Timestamp, Instant)>,
}
