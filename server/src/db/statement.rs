use super::{Conn, DbError, Value};
use sqlx::{FromRow, Postgres, Sqlite, postgres::PgRow, sqlite::SqliteRow};
use std::{future::Future, time::Duration};

/// A row type that either database can fill; `#[derive(sqlx::FromRow)]` and tuples do.
pub trait FromAnyRow: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> FromAnyRow for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// A literal statement and its parameters, not yet bound to a database.
#[derive(Debug)]
pub struct Statement {
    text: &'static str,
    values: Vec<Value>,
}

pub fn sql(text: &'static str) -> Statement {
    Statement { text, values: Vec::new() }
}

macro_rules! bound {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                Value::Uuid(v) => query.bind(v),
                Value::Text(v) => query.bind(v),
                Value::Int(v) => query.bind(v),
                Value::Float(v) => query.bind(v),
                Value::Bool(v) => query.bind(v),
                Value::Time(v) => query.bind(v),
                Value::Bytes(v) => query.bind(v),
                Value::Json(v) => query.bind(v),
            };
        }
        query
    }};
}

impl Statement {
    /// Binds the next placeholder: the first call is `$1`.
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Runs the statement and returns how many rows it changed.
    pub async fn execute(self, conn: &mut Conn) -> Result<u64, DbError> {
        let limit = conn.deadline();
        match conn {
            Conn::Sqlite(c) => {
                let query = bound!(sqlx::query::<Sqlite>(self.text), self.values);
                within(limit, query.execute(c.connection())).await.map(|done| done.rows_affected())
            }
            Conn::Postgres(c) => {
                let query = bound!(sqlx::query::<Postgres>(self.text), self.values);
                within(limit, query.execute(c.connection())).await.map(|done| done.rows_affected())
            }
        }
    }

    pub async fn optional<T: FromAnyRow>(self, conn: &mut Conn) -> Result<Option<T>, DbError> {
        let limit = conn.deadline();
        match conn {
            Conn::Sqlite(c) => {
                let query = bound!(sqlx::query_as::<Sqlite, T>(self.text), self.values);
                within(limit, query.fetch_optional(c.connection())).await
            }
            Conn::Postgres(c) => {
                let query = bound!(sqlx::query_as::<Postgres, T>(self.text), self.values);
                within(limit, query.fetch_optional(c.connection())).await
            }
        }
    }

    pub async fn all<T: FromAnyRow>(self, conn: &mut Conn) -> Result<Vec<T>, DbError> {
        let limit = conn.deadline();
        match conn {
            Conn::Sqlite(c) => {
                let query = bound!(sqlx::query_as::<Sqlite, T>(self.text), self.values);
                within(limit, query.fetch_all(c.connection())).await
            }
            Conn::Postgres(c) => {
                let query = bound!(sqlx::query_as::<Postgres, T>(self.text), self.values);
                within(limit, query.fetch_all(c.connection())).await
            }
        }
    }

    /// Exactly one row; its absence is an error of the statement, not an answer.
    pub async fn one<T: FromAnyRow>(self, conn: &mut Conn) -> Result<T, DbError> {
        self.optional(conn).await?.ok_or(DbError::Other(sqlx::Error::RowNotFound))
    }

    /// The single number of a `count(*)`.
    pub async fn count(self, conn: &mut Conn) -> Result<i64, DbError> {
        self.one::<(i64,)>(conn).await.map(|row| row.0)
    }
}

async fn within<T>(
    limit: Duration,
    query: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, DbError> {
    match tokio::time::timeout(limit, query).await {
        Ok(answer) => answer.map_err(DbError::from),
        Err(_) => Err(DbError::Timeout),
    }
}
