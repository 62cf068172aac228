use crate::db::{Conn, DbError, Statement, sql};
use app::id::{ApplicationId, CredentialId, VersionId};
use uuid::Uuid;

/// Which rows: minutes from `from` up to `until`, of everything or of something.
#[derive(Debug, Clone, Copy)]
pub struct Rows {
    pub from: i64,
    pub until: i64,
    pub application: Option<ApplicationId>,
    pub version: Option<VersionId>,
    pub credential: Option<CredentialId>,
}

/// By what they are added up; what is left out is nil, or step 0.
#[derive(Debug, Clone, Copy, Default)]
pub struct By {
    /// Minutes of a step.
    pub step: Option<i64>,
    pub application: bool,
    pub version: bool,
    pub credential: bool,
}

/// The parameters of [`counts`] and [`answers`], in their order.
fn asked(statement: Statement, rows: Rows, by: By) -> Statement {
    statement
        .bind(rows.from)
        .bind(rows.until)
        .bind(by.step.unwrap_or(rows.until - rows.from))
        .bind(i64::from(by.application))
        .bind(i64::from(by.version))
        .bind(i64::from(by.credential))
        .bind(rows.application)
        .bind(rows.version)
        .bind(rows.credential)
}

#[derive(Debug, sqlx::FromRow)]
pub struct CountRow {
    pub step: i64,
    pub application_id: Option<Uuid>,
    pub version_id: Option<Uuid>,
    pub credential_id: Option<Uuid>,
    pub verdict: String,
    pub tried: bool,
    pub calls: i64,
}

pub async fn counts(conn: &mut Conn, rows: Rows, by: By) -> Result<Vec<CountRow>, DbError> {
    let statement = sql("SELECT (minute - $1) / $3 AS step,
                CASE WHEN $4 = 1 THEN application_id END AS application_id,
                CASE WHEN $5 = 1 THEN version_id END AS version_id,
                CASE WHEN $6 = 1 THEN credential_id END AS credential_id,
                verdict, tried, CAST(sum(calls) AS BIGINT) AS calls
         FROM usage_counts
         WHERE minute >= $1 AND minute < $2
           AND (CAST($7 AS UUID) IS NULL OR application_id = $7)
           AND (CAST($8 AS UUID) IS NULL OR version_id = $8)
           AND (CAST($9 AS UUID) IS NULL OR credential_id = $9)
         GROUP BY 1, 2, 3, 4, 5, 6");
    asked(statement, rows, by).all(conn).await
}

#[derive(Debug, sqlx::FromRow)]
pub struct AnswerRow {
    pub step: i64,
    pub application_id: Option<Uuid>,
    pub version_id: Option<Uuid>,
    pub credential_id: Option<Uuid>,
    pub status: i64,
    pub bucket: i64,
    pub calls: i64,
}

pub async fn answers(conn: &mut Conn, rows: Rows, by: By) -> Result<Vec<AnswerRow>, DbError> {
    let statement = sql("SELECT (minute - $1) / $3 AS step,
                CASE WHEN $4 = 1 THEN application_id END AS application_id,
                CASE WHEN $5 = 1 THEN version_id END AS version_id,
                CASE WHEN $6 = 1 THEN credential_id END AS credential_id,
                status, bucket, CAST(sum(calls) AS BIGINT) AS calls
         FROM usage_answers
         WHERE minute >= $1 AND minute < $2
           AND (CAST($7 AS UUID) IS NULL OR application_id = $7)
           AND (CAST($8 AS UUID) IS NULL OR version_id = $8)
           AND (CAST($9 AS UUID) IS NULL OR credential_id = $9)
         GROUP BY 1, 2, 3, 4, 5, 6");
    asked(statement, rows, by).all(conn).await
}

/// "Weather 2.0".
pub async fn version_name(conn: &mut Conn, id: Uuid) -> Result<Option<String>, DbError> {
    let row: Option<(String, String)> = sql("SELECT p.title, v.name FROM product_versions v
         JOIN products p ON p.id = v.product_id WHERE v.id = $1")
    .bind(id)
    .optional(conn)
    .await?;
    Ok(row.map(|(title, name)| format!("{title} {name}")))
}

/// "Production (ptk_…9f3A)".
pub async fn key_name(conn: &mut Conn, id: Uuid) -> Result<Option<String>, DbError> {
    let row: Option<(String, String, String)> =
        sql("SELECT name, prefix, last_four FROM credentials WHERE id = $1").bind(id).optional(conn).await?;
    Ok(row.map(|(name, prefix, last_four)| format!("{name} ({prefix}…{last_four})")))
}

pub async fn application_name(conn: &mut Conn, id: Uuid) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> =
        sql("SELECT name FROM applications WHERE id = $1").bind(id).optional(conn).await?;
    Ok(row.map(|row| row.0))
}
