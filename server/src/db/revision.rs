/// What a cached answer was made from: equal revisions mean that nothing it could depend on has
/// been committed in between.
///
/// SQLite: a number of this process, raised when the file's own record of the last commit is not what it
/// was, whoever committed; housekeeping of this process does not count. PostgreSQL: the snapshot's own
/// text, which names exactly the transactions it sees, so that replicas need no messages to agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revision {
    Counter(u64),
    Snapshot(String),
}
