use super::Job;
use crate::{
    clock::new_id,
    db::{Conn, DbError, sql},
};
use app::time::Timestamp;
use chrono::TimeDelta;
use uuid::Uuid;

pub async fn insert(conn: &mut Conn, now: Timestamp, job: &Job) -> Result<(), DbError> {
    let stored = serde_json::to_value(job).map_err(|error| DbError::Corrupt(error.to_string()))?;
    sql("INSERT INTO jobs (id, kind, payload, run_at, attempts, created_at) VALUES ($1, $2, $3, $4, 0, $4)")
        .bind(new_id(now))
        .bind(job.kind())
        .bind(stored)
        .bind(now)
        .execute(conn)
        .await
        .map(drop)
}

/// Enqueues a job of a kind that comes again by itself, unless one is under way or came after `since`.
pub async fn insert_unless_recent(
    conn: &mut Conn,
    now: Timestamp,
    job: &Job,
    since: Timestamp,
) -> Result<bool, DbError> {
    let stored = serde_json::to_value(job).map_err(|error| DbError::Corrupt(error.to_string()))?;
    let inserted = sql("INSERT INTO jobs (id, kind, payload, run_at, attempts, created_at)
         SELECT $1, $2, $3, $4, 0, $4
         WHERE NOT EXISTS (SELECT 1 FROM jobs WHERE kind = $2 AND failed_at IS NULL
                           AND (finished_at IS NULL OR created_at > $5))")
    .bind(new_id(now))
    .bind(job.kind())
    .bind(stored)
    .bind(now)
    .bind(since)
    .execute(conn)
    .await?;
    Ok(inserted > 0)
}

#[derive(sqlx::FromRow)]
pub struct LeasedRow {
    pub id: Uuid,
    pub payload: serde_json::Value,
    pub attempts: i64,
}

/// Takes the next due job for `lease`; a worker that dies loses it when the lease runs out.
pub async fn lease(conn: &mut Conn, now: Timestamp, lease: TimeDelta) -> Result<Option<LeasedRow>, DbError> {
    sql("UPDATE jobs SET leased_until = $2, attempts = attempts + 1
         WHERE id = (SELECT id FROM jobs
                     WHERE finished_at IS NULL AND failed_at IS NULL AND run_at <= $1
                       AND (leased_until IS NULL OR leased_until <= $1)
                     ORDER BY run_at, id LIMIT 1)
           AND (leased_until IS NULL OR leased_until <= $1)
         RETURNING id, payload, attempts")
    .bind(now)
    .bind(now + lease)
    .optional(conn)
    .await
}

pub async fn finish(conn: &mut Conn, now: Timestamp, id: Uuid) -> Result<(), DbError> {
    sql("UPDATE jobs SET finished_at = $2, leased_until = NULL, last_error = NULL WHERE id = $1")
        .bind(id)
        .bind(now)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn retry(conn: &mut Conn, id: Uuid, run_at: Timestamp, error: &str) -> Result<(), DbError> {
    sql("UPDATE jobs SET run_at = $2, leased_until = NULL, last_error = $3 WHERE id = $1")
        .bind(id)
        .bind(run_at)
        .bind(error)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn fail(conn: &mut Conn, now: Timestamp, id: Uuid, error: &str) -> Result<(), DbError> {
    sql("UPDATE jobs SET failed_at = $2, leased_until = NULL, last_error = $3 WHERE id = $1")
        .bind(id)
        .bind(now)
        .bind(error)
        .execute(conn)
        .await
        .map(drop)
}

/// Finished jobs are kept for a while, so that an operator can see what happened.
pub async fn forget(conn: &mut Conn, before: Timestamp) -> Result<(), DbError> {
    sql("DELETE FROM jobs WHERE finished_at < $1").bind(before).execute(conn).await.map(drop)
}

/// How much there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Depth {
    pub due: i64,
    /// Enqueued for later, or being tried again then.
    pub later: i64,
    pub given_up: i64,
    pub oldest_due: Option<Timestamp>,
}

pub async fn depth(conn: &mut Conn, now: Timestamp) -> Result<Depth, DbError> {
    sql("SELECT CAST(count(*) AS BIGINT) AS due, min(run_at) AS oldest_due,
                (SELECT CAST(count(*) AS BIGINT) FROM jobs
                 WHERE finished_at IS NULL AND failed_at IS NULL AND run_at > $1) AS later,
                (SELECT CAST(count(*) AS BIGINT) FROM jobs WHERE failed_at IS NOT NULL) AS given_up
         FROM jobs WHERE finished_at IS NULL AND failed_at IS NULL AND run_at <= $1")
    .bind(now)
    .one(conn)
    .await
}
