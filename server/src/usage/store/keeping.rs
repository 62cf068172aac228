//! Making hours of minutes and days of hours, and forgetting.
use super::ALLOWED;
use crate::db::{Conn, DbError, sql};
use app::time::Timestamp;
use uuid::Uuid;

/// The first minute before `until` that rows of this span stand for.
pub async fn first_minute(conn: &mut Conn, span: i64, until: i64) -> Result<Option<i64>, DbError> {
    let row: (Option<i64>,) = sql("SELECT min(minute) FROM (
             SELECT minute FROM usage_counts WHERE span = $1 AND minute < $2
             UNION ALL SELECT minute FROM usage_answers WHERE span = $1 AND minute < $2) AS rows")
    .bind(span)
    .bind(until)
    .one(conn)
    .await?;
    Ok(row.0)
}

/// Adds the rows of a span that begin within `from..until` up to one of a greater span, in their place.
pub async fn roll_up(
    conn: &mut Conn,
    (span, into): (i64, i64),
    (from, until): (i64, i64),
) -> Result<(), DbError> {
    sql("INSERT INTO usage_counts
            (application_id, minute, span, version_id, credential_id, verdict, tried, calls)
         SELECT application_id, $2, $1, version_id, credential_id, verdict, tried,
                CAST(sum(calls) AS BIGINT)
         FROM usage_counts WHERE span = $4 AND minute >= $2 AND minute < $3
         GROUP BY application_id, version_id, credential_id, verdict, tried
         ON CONFLICT (application_id, minute, span, version_id, credential_id, verdict, tried)
         DO UPDATE SET calls = usage_counts.calls + excluded.calls")
    .bind(into)
    .bind(from)
    .bind(until)
    .bind(span)
    .execute(conn)
    .await?;
    sql("INSERT INTO usage_answers
            (application_id, minute, span, version_id, credential_id, tried, status, bucket, calls)
         SELECT application_id, $2, $1, version_id, credential_id, tried, status, bucket,
                CAST(sum(calls) AS BIGINT)
         FROM usage_answers WHERE span = $4 AND minute >= $2 AND minute < $3
         GROUP BY application_id, version_id, credential_id, tried, status, bucket
         ON CONFLICT (application_id, minute, span, version_id, credential_id, tried, status, bucket)
         DO UPDATE SET calls = usage_answers.calls + excluded.calls")
    .bind(into)
    .bind(from)
    .bind(until)
    .bind(span)
    .execute(conn)
    .await?;
    for text in [
        "DELETE FROM usage_counts WHERE span = $1 AND minute >= $2 AND minute < $3",
        "DELETE FROM usage_answers WHERE span = $1 AND minute >= $2 AND minute < $3",
    ] {
        sql(text).bind(span).bind(from).bind(until).execute(conn).await?;
    }
    Ok(())
}

pub async fn forget_counts(conn: &mut Conn, before_minute: i64) -> Result<(), DbError> {
    for text in ["DELETE FROM usage_counts WHERE minute < $1", "DELETE FROM usage_answers WHERE minute < $1"]
    {
        sql(text).bind(before_minute).execute(conn).await?;
    }
    Ok(())
}

/// Which batches were written: longer ago than any of them is written again.
pub async fn forget_batches(conn: &mut Conn, before: Timestamp) -> Result<(), DbError> {
    for text in
        ["DELETE FROM usage_writers WHERE written_at < $1", "DELETE FROM usage_logs WHERE received_at < $1"]
    {
        sql(text).bind(before).execute(conn).await?;
    }
    Ok(())
}

pub async fn forget_calls(conn: &mut Conn, before: Timestamp) -> Result<(), DbError> {
    for text in ["DELETE FROM kept_calls WHERE at < $1", "DELETE FROM key_callers WHERE last_at < $1"] {
        sql(text).bind(before).execute(conn).await?;
    }
    Ok(())
}

/// Of an application's kept calls (the nil one: of all unknown keys) so many of each sort stay.
pub async fn trim_calls(
    conn: &mut Conn,
    application: Uuid,
    allowed: i64,
    refused: i64,
) -> Result<(), DbError> {
    sql("DELETE FROM kept_calls WHERE application_id = $1 AND verdict = $2 AND at < (
             SELECT at FROM kept_calls WHERE application_id = $1 AND verdict = $2
             ORDER BY at DESC LIMIT 1 OFFSET $3)")
    .bind(application)
    .bind(ALLOWED)
    .bind(allowed)
    .execute(conn)
    .await?;
    sql("DELETE FROM kept_calls WHERE application_id = $1 AND verdict <> $2 AND at < (
             SELECT at FROM kept_calls WHERE application_id = $1 AND verdict <> $2
             ORDER BY at DESC LIMIT 1 OFFSET $3)")
    .bind(application)
    .bind(ALLOWED)
    .bind(refused)
    .execute(conn)
    .await
    .map(drop)
}

/// Of a key's addresses the latest stay.
pub async fn trim_callers(conn: &mut Conn, credential: Uuid, kept: i64) -> Result<(), DbError> {
    sql("DELETE FROM key_callers WHERE credential_id = $1 AND last_at < (
             SELECT last_at FROM key_callers WHERE credential_id = $1 ORDER BY last_at DESC LIMIT 1 OFFSET $2)")
        .bind(credential)
        .bind(kept)
        .execute(conn)
        .await
        .map(drop)
}
