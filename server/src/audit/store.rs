use super::Event;
use crate::db::{Conn, DbError, sql};
use app::{actor::Actor, audit::AuditEvent, id::DeveloperId, page::PageRequest, time::Timestamp};

pub async fn last(conn: &mut Conn) -> Result<Option<(i64, Vec<u8>)>, DbError> {
    sql("SELECT position, hash FROM audit_events ORDER BY position DESC LIMIT 1").optional(conn).await
}

pub async fn append(
    conn: &mut Conn,
    position: i64,
    now: Timestamp,
    actor: &Actor,
    event: &Event<'_>,
    previous: Vec<u8>,
    hash: Vec<u8>,
) -> Result<(), DbError> {
    sql("INSERT INTO audit_events (position, at, actor_id, actor, action, object_kind, object_id, object_name,
                                   change, reason, address, request_id, previous, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)")
    .bind(position)
    .bind(now)
    .bind(actor.developer_id())
    .bind(actor.name())
    .bind(event.action)
    .bind(event.object_kind)
    .bind(&event.object_id)
    .bind(event.object_name)
    .bind(event.change.clone())
    .bind(event.reason)
    .bind(actor.address.clone())
    .bind(&actor.request_id)
    .bind(previous)
    .bind(hash)
    .execute(conn)
    .await
    .map(drop)
}

#[derive(sqlx::FromRow)]
struct EventRow {
    position: i64,
    at: Timestamp,
    actor: String,
    action: String,
    object_kind: String,
    object_id: String,
    object_name: String,
    reason: Option<String>,
    address: Option<String>,
    request_id: String,
}

impl From<EventRow> for AuditEvent {
    fn from(row: EventRow) -> Self {
        Self {
            position: row.position,
            at: row.at,
            actor: row.actor,
            action: row.action,
            object_kind: row.object_kind,
            object_id: row.object_id,
            object_name: row.object_name,
            reason: row.reason,
            address: row.address,
            request_id: row.request_id,
        }
    }
}

pub async fn list(conn: &mut Conn, pattern: &str, page: PageRequest) -> Result<Vec<AuditEvent>, DbError> {
    let rows: Vec<EventRow> = sql(
        "SELECT position, at, actor, action, object_kind, object_id, object_name, reason, address, request_id
         FROM audit_events
         WHERE lower(actor) LIKE $1 OR lower(action) LIKE $1 OR lower(object_name) LIKE $1 OR object_id LIKE $1
         ORDER BY position DESC LIMIT $2 OFFSET $3",
    )
    .bind(pattern)
    .bind(page.limit())
    .bind(page.offset())
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(AuditEvent::from).collect())
}

/// What was done by this developer or to their account, newest first; at most 1,000.
pub async fn of_developer(conn: &mut Conn, developer: DeveloperId) -> Result<Vec<AuditEvent>, DbError> {
    let rows: Vec<EventRow> = sql(
        "SELECT position, at, actor, action, object_kind, object_id, object_name, reason, address, request_id
         FROM audit_events WHERE actor_id = $1 OR object_id = $2 ORDER BY position DESC LIMIT 1000",
    )
    .bind(developer)
    .bind(developer.to_string())
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(AuditEvent::from).collect())
}

pub async fn count(conn: &mut Conn, pattern: &str) -> Result<i64, DbError> {
    sql("SELECT count(*) FROM audit_events
         WHERE lower(actor) LIKE $1 OR lower(action) LIKE $1 OR lower(object_name) LIKE $1 OR object_id LIKE $1")
    .bind(pattern)
    .count(conn)
    .await
}
