//! Entries and candidates. What every database says alike stands here; their own full-text search in
//! files of their names, behind [`FullText`].
mod candidates;
mod entries;
mod full_text;
mod postgres;
mod sources;
mod sqlite;

pub use candidates::*;
pub use entries::*;
pub use sources::*;

use crate::db::Conn;
use full_text::FullText;

fn full_text(conn: &Conn) -> &'static dyn FullText {
    if conn.is_postgres() { &postgres::Postgres } else { &sqlite::Sqlite }
}
