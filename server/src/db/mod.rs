//! One text of SQL for SQLite and PostgreSQL.
//!
//! Stores write `sql("… $1 …").bind(value).optional::<Row>(conn)`; which database answers is known
//! here and nowhere else. The portable subset:
//! - types of the migrations only (`UUID TIMESTAMPTZ JSONB BYTEA BOOLEAN BIGINT TEXT DOUBLE PRECISION`);
//! - `$n` placeholders, reused freely; `ON CONFLICT … DO UPDATE SET … excluded`; `RETURNING`;
//! - `CAST($1 AS TEXT) IS NULL OR column = $1` for optional filters, `CAST(count(*) AS BIGINT)` for sums;
//! - text matched by `lower(column) LIKE lower($1)`; timestamps cut to microseconds by the clock;
//! - statements are literals: nothing is ever formatted into SQL.
mod commits;
mod conn;
mod connect;
mod error;
mod fence;
mod lanes;
mod open;
mod revision;
mod rows;
mod snapshot;
mod statement;
mod tx;
mod value;

pub use conn::Conn;
pub use connect::{Db, PoolSize};
pub use error::DbError;
pub use open::Options;
pub use revision::{AsOf, Revision};
use revision::{Leaves, Numbers};
pub use rows::{as_rows, stored};
pub use statement::{FromAnyRow, Statement, sql};
pub use tx::Tx;
pub use value::Value;

/// A LIKE pattern for "contains, ignoring case": `%` and `_` of the text match themselves only
/// approximately (as any character), which finds too much rather than too little.
pub fn contains_pattern(text: &str) -> String {
    format!("%{}%", text.trim().to_lowercase().replace('\0', ""))
}
