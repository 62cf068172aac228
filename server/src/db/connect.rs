use super::{
    AsOf, Conn, DbError, Leaves, Revision, Tx,
    commits::Commits,
    conn::{Handle, Kind},
    fence::Fence,
    lanes::Lanes,
    open::{self, Options},
    sql,
    tx::Sparing,
};
use app::time::Timestamp;
use sqlx::{Database, Pool, Postgres, Sqlite, migrate::Migrator};
use std::time::{Duration, Instant};

static COMMON: Migrator = sqlx::migrate!("../migrations");
static OF_SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");
static OF_POSTGRES: Migrator = sqlx::migrate!("../migrations/postgres");

/// The one series of a database: what both have in common, and what is its own.
fn series(own: &Migrator) -> Migrator {
    Migrator::with_migrations(COMMON.iter().chain(own.iter()).cloned().collect())
}

/// The open database: pools and deadlines. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db {
    pools: Pools,
    page_deadline: Duration,
    verdict_deadline: Duration,
}

#[derive(Debug, Clone)]
pub(super) enum Pools {
    Sqlite { readers: Pool<Sqlite>, verdicts: Lanes<Sqlite>, writer: Pool<Sqlite>, commits: Commits },
    Postgres { pages: Pool<Postgres>, verdicts: Lanes<Postgres>, fence: Fence },
}

/// The connections of one pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolSize {
    pub name: &'static str,
    pub open: usize,
    pub idle: usize,
    pub most: u32,
}

impl Db {
    /// Opens the database that the URL names: `sqlite:data/portico.db` or `postgres://…`.
    pub async fn open(options: &Options) -> Result<Self, DbError> {
        let pools = match options.is_postgres {
            true => open::postgres(options).await?,
            false => open::sqlite(options).await?,
        };
        let Options { page_deadline, verdict_deadline, .. } = *options;
        Ok(Self { pools, page_deadline, verdict_deadline })
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
        let deadline = self.page_deadline;
        Ok(match &self.pools {
            Pools::Sqlite { readers, .. } => {
                Conn::Sqlite(Handle { kind: Kind::Read(readers.acquire().await?), deadline })
            }
            Pools::Postgres { pages, .. } => {
                Conn::Postgres(Handle { kind: Kind::Read(pages.acquire().await?), deadline })
            }
        })
    }

    /// A connection for verdicts: pages cannot starve it. [`Conn::release`] it after use.
    pub async fn read_for_verdict(&self) -> Result<Conn, DbError> {
        let deadline = self.verdict_deadline;
        Ok(match &self.pools {
            Pools::Sqlite { verdicts, .. } => {
                Conn::Sqlite(Handle { kind: Kind::Lane(verdicts.enter().await?), deadline })
            }
            Pools::Postgres { verdicts, .. } => {
                Conn::Postgres(Handle { kind: Kind::Lane(verdicts.enter().await?), deadline })
            }
        })
    }

    /// A connection for verdicts was lost: the others are tried before they are used again.
    pub fn doubt_connections(&self) {
        match &self.pools {
            Pools::Sqlite { verdicts, .. } => verdicts.doubt(),
            Pools::Postgres { verdicts, .. } => verdicts.doubt(),
        }
    }

    /// Begins a change. SQLite takes the write lock at once, so that what is read inside is what
    /// will be written upon.
    pub async fn begin(&self) -> Result<Tx, DbError> {
        Ok(Tx { conn: self.begin_write(self.page_deadline).await?, sparing: None })
    }

    /// Begins a change that no verdict and no cached page depends on: last-used times, counters,
    /// queue leases.
    pub async fn begin_housekeeping(&self) -> Result<Tx, DbError> {
        self.begin_sparing(Leaves::VerdictsAndPages, self.page_deadline).await
    }

    /// Begins a change of what is only read, such as a version's document: no verdict depends on it.
    pub async fn begin_for_readers(&self) -> Result<Tx, DbError> {
        self.begin_sparing(Leaves::Verdicts, self.page_deadline).await
    }

    async fn begin_sparing(&self, leaves: Leaves, deadline: Duration) -> Result<Tx, DbError> {
        let mut conn = self.begin_write(deadline).await?;
        let commits = match &self.pools {
            Pools::Sqlite { commits, .. } => Some(commits),
            Pools::Postgres { .. } => None,
        };
        let sparing = Sparing::begin(leaves, commits, &mut conn).await?;
        Ok(Tx { conn, sparing: Some(sparing) })
    }

    /// Forgets what transactions have left as it was, where everybody has seen them end long ago.
    pub async fn forget_housekeeping(&self) -> Result<(), DbError> {
        if self.is_postgres() {
            let mut tx = self.begin_housekeeping().await?;
            for old in [
                "DELETE FROM housekeeping_commits WHERE at < clock_timestamp() - INTERVAL '10 minutes'",
                "DELETE FROM reading_commits WHERE at < clock_timestamp() - INTERVAL '10 minutes'",
            ] {
                sql(old).execute(&mut tx).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }

    /// Begins a change of many rows that are only read, such as an import, with a deadline of its own per statement.
    pub async fn begin_bulk(&self, deadline: Duration) -> Result<Tx, DbError> {
        self.begin_sparing(Leaves::Verdicts, deadline).await
    }

    async fn begin_write(&self, deadline: Duration) -> Result<Conn, DbError> {
        Ok(match &self.pools {
            Pools::Sqlite { writer, commits, .. } => {
                let tx = writer.begin_with("BEGIN IMMEDIATE").await?;
                commits.begun();
                Conn::Sqlite(Handle { kind: Kind::Write(tx), deadline })
            }
            Pools::Postgres { pages, .. } => {
                let tx = pages.begin().await?;
                Conn::Postgres(Handle { kind: Kind::Write(tx), deadline })
            }
        })
    }

    /// What the database is at: an answer that was read at the same [`Revision`] still holds. Everything that was
    /// committed before this was called counts. Absent where it cannot be told just now.
    pub async fn as_of_now(&self) -> Option<AsOf> {
        match &self.pools {
            Pools::Sqlite { commits, .. } => Some(commits.read()?.as_of(None)),
            Pools::Postgres { fence, .. } => fence.as_of_now().await,
        }
    }

    /// The revision for verdicts, where it is known without a question: SQLite, below a microsecond.
    pub fn local_revision(&self) -> Option<Revision> {
        match &self.pools {
            Pools::Sqlite { commits, .. } => commits.read().map(|numbers| Revision(numbers.verdicts)),
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
        fn of<D: Database>(name: &'static str, pool: &Pool<D>, waiting: usize) -> PoolSize {
            let open = pool.size() as usize;
            PoolSize {
                name,
                open,
                idle: (pool.num_idle() + waiting).min(open),
                most: pool.options().get_max_connections(),
            }
        }
        match &self.pools {
            Pools::Sqlite { readers, verdicts, writer, .. } => vec![
                of("readers", readers, 0),
                of("verdicts", verdicts.pool(), verdicts.idle()),
                of("writer", writer, 0),
            ],
            Pools::Postgres { pages, verdicts, .. } => {
                vec![of("pages", pages, 0), of("verdicts", verdicts.pool(), verdicts.idle())]
            }
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
            Pools::Postgres { pages, verdicts, .. } => {
                pages.close().await;
                verdicts.close().await;
            }
        }
    }
}
