//! How each database is opened, and with which pools.
use super::{DbError, commits::Commits, connect::Pools, fence::Fence, lanes::Lanes};
use sqlx::{
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::Path, str::FromStr, time::Duration};

/// SQLite before this carries the WAL-reset corruption bug (3.51.3 mends it).
const OLDEST_SQLITE: i32 = 3_051_003;

/// What to open; times in milliseconds come from `[database]`.
#[derive(Debug, Clone)]
pub struct Options {
    pub url: String,
    pub is_postgres: bool,
    pub max_connections: u32,
    pub verify_connections: u32,
    pub acquire_timeout: Duration,
    pub page_deadline: Duration,
    pub verdict_deadline: Duration,
}

/// One writer and several readers over a write-ahead log. `synchronous=FULL`: under a power cut
/// NORMAL loses commits that were already acknowledged.
pub(super) async fn sqlite(options: &Options) -> Result<Pools, DbError> {
    let version = libsqlite3_sys::SQLITE_VERSION_NUMBER;
    if version < OLDEST_SQLITE {
        return Err(DbError::Corrupt(format!("SQLite {version} is too old: 3.51.3 or newer is needed")));
    }
    let connect = SqliteConnectOptions::from_str(&options.url)?
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
        .optimize_on_close(true, None);
    create_folder_of(connect.get_filename());
    // A file does not go away as a server does: no connection has to be tried before it is used.
    let pool = |max| {
        SqlitePoolOptions::new()
            .max_connections(max)
            .acquire_timeout(options.acquire_timeout)
            .test_before_acquire(false)
    };
    // The writer waits its turn in the pool rather than in SQLite's busy loop.
    let writer = pool(1).acquire_timeout(Duration::from_secs(30)).connect_with(connect.clone()).await?;
    let connect = connect.read_only(false);
    let readers = pool(options.max_connections.max(1)).connect_with(connect.clone()).await?;
    // Opened now: a connection's thread has the priority of the thread that opens it.
    let verdicts = pool(options.verify_connections.max(1)).min_connections(options.verify_connections.max(1));
    let verdicts = verdicts.connect_with(connect.clone()).await?;
    let commits = Commits::watch(&connect).await?;
    Ok(Pools::Sqlite { readers, verdicts: Lanes::new(verdicts), writer, commits })
}

fn create_folder_of(file: &Path) {
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty())
        && let Err(error) = std::fs::create_dir_all(folder)
    {
        tracing::warn!(folder = %folder.display(), %error, "the database's folder cannot be created");
    }
}

pub(super) async fn postgres(options: &Options) -> Result<Pools, DbError> {
    let connect = PgConnectOptions::from_str(&options.url)?.application_name("portico");
    let pool =
        |max: u32| PgPoolOptions::new().max_connections(max.max(1)).acquire_timeout(options.acquire_timeout);
    let pages = pool(options.max_connections).connect_with(connect.clone()).await?;
    let verdicts = Lanes::new(pool(options.verify_connections).connect_lazy_with(connect));
    let fence = Fence::new(verdicts.clone(), options.verdict_deadline);
    Ok(Pools::Postgres { pages, verdicts, fence })
}
