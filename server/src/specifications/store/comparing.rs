//! Everything of a document that another one is compared with.
use crate::db::{Conn, DbError, sql};
use app::{id::SpecificationId, specifications::OperationLink};
use std::collections::HashMap;

/// An operation with its stored text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    pub link: OperationLink,
    pub webhook: bool,
    pub detail: String,
}

pub async fn to_compare(conn: &mut Conn, id: SpecificationId) -> Result<Vec<Compared>, DbError> {
    let rows: Vec<(String, String, String, String, bool, bool, String)> =
        sql("SELECT slug, method, path, summary, deprecated, webhook, detail FROM operations
             WHERE specification_id = $1 ORDER BY position")
        .bind(id)
        .all(conn)
        .await?;
    let compared = |(slug, method, path, summary, deprecated, webhook, detail)| Compared {
        link: OperationLink { slug, method, path, summary, deprecated },
        webhook,
        detail,
    };
    Ok(rows.into_iter().map(compared).collect())
}

/// The shared parts by pointer.
pub async fn part_bodies(conn: &mut Conn, id: SpecificationId) -> Result<HashMap<String, String>, DbError> {
    let rows: Vec<(String, String)> =
        sql("SELECT pointer, body FROM schemas WHERE specification_id = $1").bind(id).all(conn).await?;
    Ok(rows.into_iter().collect())
}
