use crate::db::{Conn, DbError, sql};
use app::{id::MailId, mails::Mail, page::PageRequest, time::Timestamp};
use uuid::Uuid;

pub async fn insert(
    conn: &mut Conn,
    id: MailId,
    now: Timestamp,
    recipient: &str,
    subject: &str,
    body: &str,
    html: &str,
) -> Result<(), DbError> {
    sql("INSERT INTO mails (id, recipient, subject, body, html, created_at, attempts)
         VALUES ($1, $2, $3, $4, $5, $6, 0)")
    .bind(id)
    .bind(recipient)
    .bind(subject)
    .bind(body)
    .bind(html)
    .bind(now)
    .execute(conn)
    .await
    .map(drop)
}

/// A mail on its way out.
#[derive(Debug, sqlx::FromRow)]
pub struct OutgoingRow {
    pub recipient: String,
    pub subject: String,
    pub body: String,
    pub html: String,
}

/// Absent once it has been sent.
pub async fn outgoing(conn: &mut Conn, id: MailId) -> Result<Option<OutgoingRow>, DbError> {
    sql("SELECT recipient, subject, body, html FROM mails WHERE id = $1 AND sent_at IS NULL")
        .bind(id)
        .optional(conn)
        .await
}

pub async fn attempted(
    conn: &mut Conn,
    id: MailId,
    now: Timestamp,
    error: Option<String>,
) -> Result<(), DbError> {
    let sent_at = error.is_none().then_some(now);
    sql("UPDATE mails SET attempts = attempts + 1, sent_at = $2, last_error = $3 WHERE id = $1")
        .bind(id)
        .bind(sent_at)
        .bind(error)
        .execute(conn)
        .await
        .map(drop)
}

#[derive(sqlx::FromRow)]
struct MailRow {
    id: Uuid,
    recipient: String,
    subject: String,
    body: String,
    created_at: Timestamp,
    sent_at: Option<Timestamp>,
    last_error: Option<String>,
}

impl From<MailRow> for Mail {
    fn from(row: MailRow) -> Self {
        Self {
            id: MailId(row.id),
            recipient: row.recipient,
            subject: row.subject,
            body: row.body,
            created_at: row.created_at,
            sent_at: row.sent_at,
            last_error: row.last_error,
        }
    }
}

pub async fn list(conn: &mut Conn, page: PageRequest) -> Result<Vec<Mail>, DbError> {
    let rows: Vec<MailRow> = sql("SELECT id, recipient, subject, body, created_at, sent_at, last_error
                                  FROM mails ORDER BY created_at DESC, id DESC LIMIT $1 OFFSET $2")
    .bind(page.limit())
    .bind(page.offset())
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(Mail::from).collect())
}

pub async fn count(conn: &mut Conn) -> Result<i64, DbError> {
    sql("SELECT count(*) FROM mails").count(conn).await
}

pub async fn find(conn: &mut Conn, id: MailId) -> Result<Option<Mail>, DbError> {
    let row: Option<MailRow> =
        sql("SELECT id, recipient, subject, body, created_at, sent_at, last_error FROM mails WHERE id = $1")
            .bind(id)
            .optional(conn)
            .await?;
    Ok(row.map(Mail::from))
}
