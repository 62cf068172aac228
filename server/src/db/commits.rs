//! Whether anything was committed to the SQLite file, by whichever process.
//!
//! SQLite keeps what was committed last in the first 48 bytes of the `-shm` file (the WAL index: its header
//! names a running number of commits, the last valid frame with its checksum, and salts), and writes it
//! before a COMMIT returns. Every reader of the database looks there first, and so does this: it is one
//! small read out of the page cache, without a lock and without a statement (<https://sqlite.org/walformat.html>).
use super::{Leaves, Numbers};
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock, RwLockWriteGuard},
};

const HEADER: usize = 48;
/// The layout that is understood here; the field is in the machine's own byte order.
const LAYOUT: u32 = 3_007_000;

type Header = [u8; HEADER];

#[derive(Debug, Clone)]
pub(super) struct Commits(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    seen: RwLock<Seen>,
    /// While one connection is open, SQLite neither removes the file nor makes another one.
    keeper: Mutex<Option<SqliteConnection>>,
}

#[derive(Debug)]
struct Seen {
    file: Option<File>,
    header: Option<Header>,
    /// Raised whenever the header is not the one that was seen before.
    numbers: Numbers,
    /// A change of our own is being committed that leaves something as it was.
    coming: Option<Coming>,
}

/// What the next commit brings. It is known while the write lock is held, so that nobody else can come first.
#[derive(Debug, Clone, Copy)]
struct Coming {
    /// What the header will call it.
    number: u32,
    numbers: Numbers,
}

/// A change of our own on its way into the file, which leaves something as it was.
#[derive(Debug)]
pub(super) struct Settling(Commits);

impl Commits {
    pub(super) async fn watch(connect: &SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        let mut keeper = SqliteConnection::connect_with(connect).await?;
        sqlx::query("SELECT count(*) FROM sqlite_schema").execute(&mut keeper).await?;
        let path = beside(connect.get_filename());
        let file = File::open(&path)
            .inspect_err(|error| {
                tracing::warn!(%error, file = %path.display(), "nothing is kept between verdicts: SQLite's shared memory cannot be read");
            })
            .ok();
        let seen = Seen { file, header: None, numbers: Numbers::default(), coming: None };
        let (seen, keeper) = (RwLock::new(seen), Mutex::new(Some(keeper)));
        Ok(Self(Arc::new(Inner { seen, keeper })))
    }

    /// Equal numbers: nothing was committed in between, except what this process knows to leave something as it
    /// was. Absent where that cannot be told just now.
    pub(super) fn read(&self) -> Option<Numbers> {
        self.unchanged().or_else(|| self.changed())
    }

    /// The numbers, where nothing was committed since they were raised: what most verdicts hear, side by side.
    fn unchanged(&self) -> Option<Numbers> {
        let seen = self.0.seen.read().unwrap_or_else(PoisonError::into_inner);
        let header = seen.read()?;
        (seen.header == Some(header)).then_some(seen.numbers)
    }

    fn changed(&self) -> Option<Numbers> {
        let mut seen = self.lock();
        let header = seen.read()?;
        // It is not taken for seen, since its COMMIT may have failed. Then, until that is heard, a commit of another
        // process passes for it.
        if let Some(coming) = seen.coming.filter(|coming| coming.number == number_of(&header)) {
            return Some(coming.numbers);
        }
        seen.is_at(header);
        Some(seen.numbers)
    }

    /// In a transaction that holds the write lock now: what was on its way before has come, or never will.
    pub(super) fn begun(&self) {
        self.lock().nothing_comes();
    }

    /// Before a change is committed that leaves something as it was and has written something else, in its transaction.
    pub(super) fn settle(&self, leaves: Leaves) -> Settling {
        let mut seen = self.lock();
        if let Some(before) = seen.read() {
            seen.is_at(before);
            let number = number_of(&before).wrapping_add(1);
            seen.coming = Some(Coming { number, numbers: seen.numbers.after(Some(leaves)) });
        }
        Settling(self.clone())
    }

    /// After every connection of the pools was closed.
    pub(super) async fn close(&self) {
        let keeper = self.0.keeper.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(keeper) = keeper {
            let _ = keeper.close().await;
            self.lock().file = None;
        }
    }

    fn lock(&self) -> RwLockWriteGuard<'_, Seen> {
        self.0.seen.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Settling {
    /// Its COMMIT has returned. Where the header is one commit further, that was ours alone, and what it leaves as it
    /// was still holds.
    pub(super) fn committed(self) {
        let mut seen = self.0.lock();
        let Some(coming) = seen.coming else { return };
        if let Some(header) = seen.read().filter(|header| number_of(header) == coming.number) {
            seen.header = Some(header);
        }
    }
}

impl Drop for Settling {
    fn drop(&mut self) {
        self.0.lock().nothing_comes();
    }
}

impl Seen {
    #[cfg(unix)]
    fn read(&self) -> Option<Header> {
        let mut header = [0; HEADER];
        std::os::unix::fs::FileExt::read_exact_at(self.file.as_ref()?, &mut header, 0).ok()?;
        // The byte says that the header was made; another layout is another SQLite's.
        (u32_at(&header, 0) == LAYOUT && header[12] == 1).then_some(header)
    }

    #[cfg(not(unix))]
    fn read(&self) -> Option<Header> {
        None
    }

    fn is_at(&mut self, header: Header) {
        if self.header != Some(header) {
            self.nothing_comes();
            self.header = Some(header);
            self.numbers = self.numbers.after(None);
        }
    }

    /// The numbers may have been told. If its commit is not the last one, the next look raises them further.
    fn nothing_comes(&mut self) {
        if let Some(coming) = self.coming.take() {
            self.numbers = coming.numbers;
        }
    }
}

impl Drop for Seen {
    fn drop(&mut self) {
        // To close any handle of a file is to give up all locks that this process has on it (POSIX), and
        // SQLite's connections may still need theirs. `Commits::close` knows when they do not.
        if let Some(file) = self.file.take() {
            std::mem::forget(file);
        }
    }
}

/// How many commits there were.
fn number_of(header: &Header) -> u32 {
    u32_at(header, 8)
}

fn u32_at(header: &Header, at: usize) -> u32 {
    u32::from_ne_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
}

fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push("-shm");
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::sqlite::SqliteJournalMode;

    async fn connect(file: &Path) -> SqliteConnection {
        SqliteConnection::connect_with(&options(file)).await.unwrap()
    }

    fn options(file: &Path) -> SqliteConnectOptions {
        let options = SqliteConnectOptions::new().filename(file).create_if_missing(true);
        options.journal_mode(SqliteJournalMode::Wal)
    }

    async fn run(conn: &mut SqliteConnection, text: &'static str) {
        sqlx::query(text).execute(conn).await.unwrap();
    }

    fn outdates_all(before: Numbers, after: Numbers) -> bool {
        before.verdicts != after.verdicts && before.pages != after.pages
    }

    #[tokio::test]
    async fn every_commit_is_seen_and_own_housekeeping_is_told_apart() {
        let folder =
            std::env::temp_dir().join(format!("portico-commits-{}", crate::secrets::random_text(12)));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("one.db");
        let commits = Commits::watch(&options(&file)).await.unwrap();
        let (mut own, mut other) = (connect(&file).await, connect(&file).await);
        run(&mut own, "CREATE TABLE t (a INTEGER)").await;

        let first = commits.read().unwrap();
        assert_eq!(commits.read(), Some(first), "nothing was committed");
        run(&mut other, "INSERT INTO t VALUES (1)").await;
        let second = commits.read().unwrap();
        assert_ne!(second, first);

        run(&mut own, "BEGIN IMMEDIATE").await;
        run(&mut own, "INSERT INTO t VALUES (2)").await;
        assert_eq!(commits.read(), Some(second), "not committed yet");
        let settling = commits.settle(Leaves::VerdictsAndPages);
        assert_eq!(commits.read(), Some(second), "nor now");
        run(&mut own, "COMMIT").await;
        assert_eq!(commits.read(), Some(second), "the next commit can be no other");
        settling.committed();
        assert_eq!(commits.read(), Some(second), "and was ours");

        run(&mut own, "BEGIN IMMEDIATE").await;
        run(&mut own, "INSERT INTO t VALUES (2)").await;
        let settling = commits.settle(Leaves::Verdicts);
        run(&mut own, "COMMIT").await;
        let second = Numbers { pages: second.pages + 1, ..second };
        assert_eq!(commits.read(), Some(second), "what was read is outdated, and no verdict");
        settling.committed();
        assert_eq!(commits.read(), Some(second));

        run(&mut own, "BEGIN IMMEDIATE").await;
        run(&mut own, "INSERT INTO t VALUES (3)").await;
        let settling = commits.settle(Leaves::VerdictsAndPages);
        run(&mut own, "COMMIT").await;
        run(&mut other, "INSERT INTO t VALUES (4)").await;
        let third = commits.read().unwrap();
        assert!(outdates_all(second, third), "somebody else's followed before it was settled");
        settling.committed();
        assert_eq!(commits.read(), Some(third));

        run(&mut own, "BEGIN IMMEDIATE").await;
        run(&mut own, "INSERT INTO t VALUES (3)").await;
        let settling = commits.settle(Leaves::Verdicts);
        run(&mut own, "COMMIT").await;
        let told = commits.read().unwrap();
        run(&mut other, "INSERT INTO t VALUES (4)").await;
        settling.committed();
        let fourth = commits.read().unwrap();
        assert!(outdates_all(told, fourth), "somebody else's followed, and nobody looked before");

        run(&mut own, "BEGIN IMMEDIATE").await;
        let settling = commits.settle(Leaves::Verdicts);
        run(&mut own, "ROLLBACK").await;
        run(&mut own, "BEGIN IMMEDIATE").await;
        commits.begun();
        run(&mut own, "INSERT INTO t VALUES (5)").await;
        run(&mut own, "COMMIT").await;
        let fifth = commits.read().unwrap();
        assert!(outdates_all(fourth, fifth), "what was on its way has not come, and another has its number");
        drop(settling);
        assert_eq!(commits.read(), Some(fifth));

        run(&mut own, "BEGIN IMMEDIATE").await;
        let settling = commits.settle(Leaves::Verdicts);
        run(&mut own, "ROLLBACK").await;
        run(&mut other, "INSERT INTO t VALUES (6)").await;
        let told = commits.read().unwrap();
        drop(settling);
        let sixth = commits.read().unwrap();
        assert!(outdates_all(told, sixth), "it was somebody else's, which is known with the failure");

        drop(commits.settle(Leaves::VerdictsAndPages));
        run(&mut other, "PRAGMA wal_checkpoint(TRUNCATE)").await;
        run(&mut other, "INSERT INTO t VALUES (7)").await;
        assert!(outdates_all(sixth, commits.read().unwrap()), "the log began anew");

        for conn in [own, other] {
            conn.close().await.unwrap();
        }
        commits.close().await;
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
