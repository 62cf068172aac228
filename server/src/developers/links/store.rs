use crate::db::{Conn, DbError, sql};
use app::{developers::EmailProof, id::DeveloperId, time::Timestamp};
use uuid::Uuid;

pub async fn insert(
    conn: &mut Conn,
    hash: [u8; 32],
    developer: DeveloperId,
    purpose: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), DbError> {
    sql("INSERT INTO email_links (hash, developer_id, purpose, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(hash)
        .bind(developer)
        .bind(purpose)
        .bind(now)
        .bind(expires_at)
        .execute(conn)
        .await
        .map(drop)
}

/// Whose link this is, as long as it is neither used nor expired.
pub async fn find_live(
    conn: &mut Conn,
    hash: [u8; 32],
    purpose: &str,
    now: Timestamp,
) -> Result<Option<(DeveloperId, EmailProof)>, DbError> {
    let row: Option<(Uuid, String, String)> =
        sql("SELECT d.id, d.email, d.full_name FROM email_links l JOIN developers d ON d.id = l.developer_id
             WHERE l.hash = $1 AND l.purpose = $2 AND l.used_at IS NULL AND l.expires_at > $3")
        .bind(hash)
        .bind(purpose)
        .bind(now)
        .optional(conn)
        .await?;
    Ok(row.map(|(id, email, full_name)| (DeveloperId(id), EmailProof { email, full_name })))
}

/// Uses the link up; false when it is used, expired or unknown.
pub async fn consume(
    conn: &mut Conn,
    hash: [u8; 32],
    purpose: &str,
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql("UPDATE email_links SET used_at = $3
                       WHERE hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3")
    .bind(hash)
    .bind(purpose)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(changed == 1)
}

/// Older mails hold links too; what they were for is done.
pub async fn consume_all_of(conn: &mut Conn, developer: DeveloperId, now: Timestamp) -> Result<(), DbError> {
    sql("UPDATE email_links SET used_at = $2 WHERE developer_id = $1 AND used_at IS NULL")
        .bind(developer)
        .bind(now)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn forget_expired(conn: &mut Conn, before: Timestamp) -> Result<(), DbError> {
    sql("DELETE FROM email_links WHERE expires_at < $1").bind(before).execute(conn).await.map(drop)
}
