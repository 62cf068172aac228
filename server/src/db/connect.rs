use super::{
    DbError, Revision,
    commits::{Commits, Settling},
    sql,
};
use app::time::Timestamp;
use sqlx::{
    Database, Pool, Postgres, Sqlite, Transaction,
    migrate::Migrator,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    ops::{Deref, DerefMut},
    path::Path,
    str::FromStr,
    time::{Duration, Instant},
};

static COMMON: Migrator = sqlx::migrate!("../migrations");
static OF_SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");
static OF_POSTGRES: Migrator = sqlx::migrate!("../migrations/postgres");

/// The one series of a database: what both have in common, and what is its own.
fn series(own: &Migrator) -> Migrator {
    Migrator::with_migrations(COMMON.iter().chain(own.iter()).cloned().collect())
}

/// SQLite before this carries the WAL-reset corruption bug (3.51.3 mends it).
const OLDEST_SQLITE: i32 = 3_051_003;

/// The open database: pools and deadlines. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db {
    pools: Pools,
    deadline: Duration,
}

#[derive(Debug, Clone)]
enum Pools {
    Sqlite { readers: Pool<Sqlite>, verdicts: Pool<Sqlite>, writer: Pool<Sqlite>, commits: Commits },
    Postgres { pages: Pool<Postgres>, verdicts: Pool<Postgres> },
}

/// The connections of one pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolSize {
    pub name: &'static str,
    pub open: usize,
    pub idle: usize,
    pub most: u32,
}

/// What to open; times in milliseconds come from `[database]`.
#[derive(Debug, Clone)]
pub struct Options {
    pub url: String,
    pub is_postgres: bool,
    pub max_connections: u32,
    pub verify_connections: u32,
    pub acquire_timeout: Duration,
    pub page_deadline: Duration,
}

/// One connection of one database, inside a transaction or not.
#[derive(Debug)]
pub enum Conn {
    Sqlite(Handle<Sqlite>),
    Postgres(Handle<Postgres>),
}

#[derive(Debug)]
pub struct Handle<D: Database> {
    kind: Kind<D>,
    deadline: Duration,
}

#[derive(Debug)]
enum Kind<D: Database> {
    Read(PoolConnection<D>),
    Write(Transaction<'static, D>),
}

impl<D: Database> Handle<D> {
    pub(super) fn connection(&mut self) -> &mut D::Connection {
        match &mut self.kind {
            Kind::Read(conn) => &mut *conn,
            Kind::Write(tx) => &mut *tx,
        }
    }
}

impl Conn {
    /// For the few questions that each database is asked in its own words.
    pub fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    pub(super) fn deadline(&self) -> Duration {
        match self {
            Self::Sqlite(handle) => handle.deadline,
            Self::Postgres(handle) => handle.deadline,
        }
    }
}

/// A write transaction: dropped without [`Tx::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct Tx {
    conn: Conn,
    housekeeping: Option<Housekeeping>,
}

/// On SQLite: a change that no cached answer depends on, so that its commit outdates none.
#[derive(Debug)]
struct Housekeeping {
    commits: Commits,
    /// Rows that the connection had changed before.
    changed_before: i64,
}

impl Housekeeping {
    /// What is to be told when it is committed, and whether it has written anything.
    async fn settle(self, conn: &mut Conn) -> Result<(Settling, bool), DbError> {
        let has_written = rows_changed(conn).await? != self.changed_before;
        if has_written {
            // A row that is given the values it has is not written. This always is, so that the commit counts.
            sql("PRAGMA user_version = 1").execute(conn).await?;
        }
        Ok((self.commits.settle(), has_written))
    }
}

/// By this connection to SQLite, since it was opened.
async fn rows_changed(conn: &mut Conn) -> Result<i64, DbError> {
    sql("SELECT total_changes()").count(conn).await
}

impl Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

impl Tx {
    /// Waits until no other transaction holds this name; released at the end of this one. SQLite
    /// has one writer anyway.
    pub async fn take_turns(&mut self, name: &'static str) -> Result<(), DbError> {
        if matches!(self.conn, Conn::Postgres(_)) {
            sql("SELECT CAST(pg_advisory_xact_lock(hashtext($1)) AS TEXT)").bind(name).execute(self).await?;
        }
        Ok(())
    }

    /// After this returns, no verdict and no page made from the state before is given out.
    pub async fn commit(mut self) -> Result<(), DbError> {
        let settling = match self.housekeeping.take() {
            Some(housekeeping) => Some(housekeeping.settle(&mut self.conn).await?),
            None => None,
        };
        match self.conn {
            Conn::Sqlite(Handle { kind: Kind::Write(tx), .. }) => tx.commit().await?,
            Conn::Postgres(Handle { kind: Kind::Write(tx), .. }) => tx.commit().await?,
            Conn::Sqlite(_) | Conn::Postgres(_) => unreachable!("a Tx is opened by Db::begin only"),
        }
        if let Some((settling, has_written)) = settling {
            settling.committed(has_written);
        }
        Ok(())
    }
}

impl Db {
    /// Opens the database that the URL names: `sqlite:data/portico.db` or `postgres://…`.
    pub async fn open(options: &Options) -> Result<Self, DbError> {
        let pools =
            if options.is_postgres { open_postgres(options).await? } else { open_sqlite(options).await? };
        Ok(Self { pools, deadline: options.page_deadline })
    }

    pub fn is_postgres(&self) -> bool {
        matches!(self.pools, Pools::Postgres { .. })
    }

    /// Brings the tables up to date; safe to repeat.
    pub async fn migrate(&self) -> Result<(), sqlx::migrate::MigrateError> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => series(&OF_SQLITE).run(writer).await,
            Pools::Postgres { pages, .. } => series(&OF_POSTGRES).run(pages).await,
        }
    }

    /// A connection for reading what pages show.
    pub async fn read(&self) -> Result<Conn, DbError> {
        let deadline = self.deadline;
        Ok(match &self.pools {
            Pools::Sqlite { readers, .. } => {
                Conn::Sqlite(Handle { kind: Kind::Read(readers.acquire().await?), deadline })
            }
            Pools::Postgres { pages, .. } => {
                Conn::Postgres(Handle { kind: Kind::Read(pages.acquire().await?), deadline })
            }
        })
    }

    /// A connection for verdicts: pages cannot starve it, and it gives up after `deadline`.
    pub async fn read_for_verdict(&self, deadline: Duration) -> Result<Conn, DbError> {
        Ok(match &self.pools {
            Pools::Sqlite { verdicts, .. } => {
                Conn::Sqlite(Handle { kind: Kind::Read(verdicts.acquire().await?), deadline })
            }
            Pools::Postgres { verdicts, .. } => {
                Conn::Postgres(Handle { kind: Kind::Read(verdicts.acquire().await?), deadline })
            }
        })
    }

    /// Begins a change. SQLite takes the write lock at once, so that what is read inside is what
    /// will be written upon.
    pub async fn begin(&self) -> Result<Tx, DbError> {
        Ok(Tx { conn: self.begin_write(self.deadline).await?, housekeeping: None })
    }

    /// Begins a change that no verdict and no cached page depends on: last-used times, counters,
    /// queue leases.
    pub async fn begin_housekeeping(&self) -> Result<Tx, DbError> {
        let mut conn = self.begin_write(self.deadline).await?;
        let housekeeping = match &self.pools {
            Pools::Sqlite { commits, .. } => Some(Housekeeping {
                commits: commits.clone(),
                changed_before: rows_changed(&mut conn).await?,
            }),
            Pools::Postgres { .. } => None,
        };
        Ok(Tx { conn, housekeeping })
    }

    /// Begins a change of many rows, such as an import, with a deadline of its own per statement.
    pub async fn begin_bulk(&self, deadline: Duration) -> Result<Tx, DbError> {
        Ok(Tx { conn: self.begin_write(deadline).await?, housekeeping: None })
    }

    async fn begin_write(&self, deadline: Duration) -> Result<Conn, DbError> {
        Ok(match &self.pools {
            Pools::Sqlite { writer, .. } => {
                let tx = writer.begin_with("BEGIN IMMEDIATE").await?;
                Conn::Sqlite(Handle { kind: Kind::Write(tx), deadline })
            }
            Pools::Postgres { pages, .. } => {
                let tx = pages.begin().await?;
                Conn::Postgres(Handle { kind: Kind::Write(tx), deadline })
            }
        })
    }

    /// The state that a cached answer may be kept under; see [`Revision`]. Absent where that cannot be
    /// told just now.
    pub async fn revision(&self) -> Result<Option<Revision>, DbError> {
        match &self.pools {
            Pools::Sqlite { commits, .. } => Ok(commits.read().map(Revision::Counter)),
            Pools::Postgres { .. } => {
                let mut conn = self.read().await?;
                let row: (String,) = sql("SELECT CAST(pg_current_snapshot() AS TEXT)").one(&mut conn).await?;
                Ok(Some(Revision::Snapshot(row.0)))
            }
        }
    }

    /// The revision where it costs next to nothing to know (SQLite, below a microsecond), so that hot paths
    /// need no await.
    pub fn local_revision(&self) -> Option<u64> {
        match &self.pools {
            Pools::Sqlite { commits, .. } => commits.read(),
            Pools::Postgres { .. } => None,
        }
    }

    /// What PostgreSQL's clock says, and when it was asked. Absent with SQLite, which has none of its own.
    pub async fn time(&self) -> Result<Option<(Timestamp, Instant)>, DbError> {
        if !self.is_postgres() {
            return Ok(None);
        }
        let mut conn = self.read().await?;
        let asked = Instant::now();
        let row: (Timestamp,) = sql("SELECT clock_timestamp()").one(&mut conn).await?;
        Ok(Some((row.0, asked)))
    }

    /// How many connections each pool has open.
    pub fn pool_sizes(&self) -> Vec<PoolSize> {
        fn of<D: Database>(name: &'static str, pool: &Pool<D>) -> PoolSize {
            let open = pool.size() as usize;
            PoolSize {
                name,
                open,
                idle: pool.num_idle().min(open),
                most: pool.options().get_max_connections(),
            }
        }
        match &self.pools {
            Pools::Sqlite { readers, verdicts, writer, .. } => {
                vec![of("readers", readers), of("verdicts", verdicts), of("writer", writer)]
            }
            Pools::Postgres { pages, verdicts } => vec![of("pages", pages), of("verdicts", verdicts)],
        }
    }

    /// Whether the database answers at all.
    pub async fn ping(&self) -> Result<(), DbError> {
        let mut conn = self.read().await?;
        sql("SELECT 1").execute(&mut conn).await.map(drop)
    }

    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { readers, verdicts, writer, commits } => {
                readers.close().await;
                verdicts.close().await;
                writer.close().await;
                commits.close().await;
            }
            Pools::Postgres { pages, verdicts } => {
                pages.close().await;
                verdicts.close().await;
            }
        }
    }
}

/// One writer and several readers over a write-ahead log. `synchronous=FULL`: under a power cut
/// NORMAL loses commits that were already acknowledged.
async fn open_sqlite(options: &Options) -> Result<Pools, DbError> {
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
    let pool = |max| SqlitePoolOptions::new().max_connections(max).acquire_timeout(options.acquire_timeout);
    // The writer waits its turn in the pool rather than in SQLite's busy loop.
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(30))
        .connect_with(connect.clone())
        .await?;
    let connect = connect.read_only(false);
    let readers = pool(options.max_connections.max(1)).connect_with(connect.clone()).await?;
    // Opened now: a connection's thread has the priority of the thread that opens it.
    let verdicts = pool(options.verify_connections.max(1)).min_connections(options.verify_connections.max(1));
    let verdicts = verdicts.connect_with(connect.clone()).await?;
    let commits = Commits::watch(&connect).await?;
    Ok(Pools::Sqlite { readers, verdicts, writer, commits })
}

fn create_folder_of(file: &Path) {
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty())
        && let Err(error) = std::fs::create_dir_all(folder)
    {
        tracing::warn!(folder = %folder.display(), %error, "the database's folder cannot be created");
    }
}

async fn open_postgres(options: &Options) -> Result<Pools, DbError> {
    let connect = PgConnectOptions::from_str(&options.url)?.application_name("portico");
    let pool =
        |max: u32| PgPoolOptions::new().max_connections(max.max(1)).acquire_timeout(options.acquire_timeout);
    let pages = pool(options.max_connections).connect_with(connect.clone()).await?;
    let verdicts = pool(options.verify_connections).connect_lazy_with(connect);
    Ok(Pools::Postgres { pages, verdicts })
}
