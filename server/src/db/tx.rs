use super::{
    Conn, DbError, Leaves,
    commits::{Commits, Settling},
    conn::{Handle, Kind},
    sql,
};
use std::ops::{Deref, DerefMut};

/// A write transaction: dropped without [`Tx::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct Tx {
    pub(super) conn: Conn,
    pub(super) sparing: Option<Sparing>,
}

/// A change that leaves something as it was, so that its commit does not outdate that.
#[derive(Debug)]
pub(super) struct Sparing {
    leaves: Leaves,
    database: Database,
}

#[derive(Debug)]
enum Database {
    Sqlite {
        commits: Commits,
        /// Rows that the connection had changed before.
        changed_before: i64,
    },
    Postgres,
}

/// A transaction that has written nothing has no number, and outdates nothing.
macro_rules! says_so {
    ($table:literal) => {
        concat!(
            "INSERT INTO ",
            $table,
            " (xid, at)
             SELECT CAST(CAST(xid AS TEXT) AS BIGINT), clock_timestamp()
             FROM pg_current_xact_id_if_assigned() AS xid WHERE xid IS NOT NULL"
        )
    };
}

impl Sparing {
    /// At the beginning of its transaction; `commits` are SQLite's.
    pub(super) async fn begin(
        leaves: Leaves,
        commits: Option<&Commits>,
        conn: &mut Conn,
    ) -> Result<Self, DbError> {
        let database = match commits {
            Some(commits) => {
                Database::Sqlite { commits: commits.clone(), changed_before: rows_changed(conn).await? }
            }
            None => Database::Postgres,
        };
        Ok(Self { leaves, database })
    }

    /// At the end of its transaction: what is to be told once it is committed.
    async fn settle(self, conn: &mut Conn) -> Result<Option<Settling>, DbError> {
        let Database::Sqlite { commits, changed_before } = self.database else {
            let says_so = match self.leaves {
                Leaves::VerdictsAndPages => says_so!("housekeeping_commits"),
                Leaves::Verdicts => says_so!("reading_commits"),
            };
            sql(says_so).execute(conn).await?;
            return Ok(None);
        };
        if rows_changed(conn).await? == changed_before {
            return Ok(None);
        }
        // A row that is given the values it has is not written. This always is, so that the commit counts.
        sql("PRAGMA user_version = 1").execute(conn).await?;
        Ok(Some(commits.settle(self.leaves)))
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
        let settling = match self.sparing.take() {
            Some(sparing) => sparing.settle(&mut self.conn).await?,
            None => None,
        };
        match self.conn {
            Conn::Sqlite(Handle { kind: Kind::Write(tx), .. }) => tx.commit().await?,
            Conn::Postgres(Handle { kind: Kind::Write(tx), .. }) => tx.commit().await?,
            Conn::Sqlite(_) | Conn::Postgres(_) => unreachable!("a Tx is opened by Db::begin only"),
        }
        if let Some(settling) = settling {
            settling.committed();
        }
        Ok(())
    }
}
