use crate::db::{Conn, DbError, Statement, sql};
use app::{
    id::{ApplicationId, RegistrationId, VersionId},
    quotas::{Quota, Window},
    time::Timestamp,
};

#[derive(Debug, Clone, Copy, sqlx::FromRow)]
struct QuotaRow {
    per_second: Option<i64>,
    per_minute: Option<i64>,
    per_day: Option<i64>,
}

impl From<QuotaRow> for Quota {
    fn from(row: QuotaRow) -> Self {
        quota(row.per_second, row.per_minute, row.per_day)
    }
}

/// From columns, which hold what [`Quota::check`] let through.
pub fn quota(per_second: Option<i64>, per_minute: Option<i64>, per_day: Option<i64>) -> Quota {
    let limit = |stored: Option<i64>| stored.and_then(|stored| u32::try_from(stored).ok());
    Quota { per_second: limit(per_second), per_minute: limit(per_minute), per_day: limit(per_day) }
}

pub async fn of_registration(conn: &mut Conn, id: RegistrationId) -> Result<Option<Quota>, DbError> {
    let row: Option<QuotaRow> =
        sql("SELECT per_second, per_minute, per_day FROM registration_quotas WHERE registration_id = $1")
            .bind(id)
            .optional(conn)
            .await?;
    Ok(row.map(Quota::from))
}

pub async fn of_version(conn: &mut Conn, id: VersionId) -> Result<Quota, DbError> {
    let row: Option<QuotaRow> =
        sql("SELECT per_second, per_minute, per_day FROM version_quotas WHERE version_id = $1")
            .bind(id)
            .optional(conn)
            .await?;
    Ok(row.map(Quota::from).unwrap_or_default())
}

pub async fn set_of_registration(
    conn: &mut Conn,
    id: RegistrationId,
    quota: Option<Quota>,
    now: Timestamp,
) -> Result<(), DbError> {
    let Some(quota) = quota else {
        return sql("DELETE FROM registration_quotas WHERE registration_id = $1")
            .bind(id)
            .execute(conn)
            .await
            .map(drop);
    };
    let statement =
        sql("INSERT INTO registration_quotas (registration_id, per_second, per_minute, per_day, set_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (registration_id) DO UPDATE SET per_second = excluded.per_second,
             per_minute = excluded.per_minute, per_day = excluded.per_day, set_at = excluded.set_at");
    stored(statement.bind(id), quota, now).execute(conn).await.map(drop)
}

pub async fn set_of_version(
    conn: &mut Conn,
    id: VersionId,
    quota: Quota,
    now: Timestamp,
) -> Result<(), DbError> {
    let statement = sql("INSERT INTO version_quotas (version_id, per_second, per_minute, per_day, set_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (version_id) DO UPDATE SET per_second = excluded.per_second,
             per_minute = excluded.per_minute, per_day = excluded.per_day, set_at = excluded.set_at");
    stored(statement.bind(id), quota, now).execute(conn).await.map(drop)
}

/// The limits and the time, as parameters after whose they are.
fn stored(statement: Statement, quota: Quota, now: Timestamp) -> Statement {
    statement
        .bind(quota.per_second.map(i64::from))
        .bind(quota.per_minute.map(i64::from))
        .bind(quota.per_day.map(i64::from))
        .bind(now)
}

/// How many calls each window has let through, and when it began (Unix seconds).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct WindowsRow {
    pub second_start: i64,
    pub second_taken: i64,
    pub minute_start: i64,
    pub minute_taken: i64,
    pub day_start: i64,
    pub day_taken: i64,
}

/// Takes one call from every window at once, or from none: nothing where one of them is full. A statement
/// of its own, so replicas wait for each other no longer than it takes; and the commit is not waited for
/// on the disk, since a database that falls may forget the last second of it.
///
/// A window never goes back: of several clocks the fastest counts, and none can refill a quota.
pub async fn take(
    conn: &mut Conn,
    id: RegistrationId,
    quota: Quota,
    now: Timestamp,
) -> Result<Option<WindowsRow>, DbError> {
    let limit = |window| quota.limit(window).map_or(i64::MAX, i64::from);
    sql("INSERT INTO quota_windows AS w
            (registration_id, second_start, second_taken, minute_start, minute_taken, day_start, day_taken)
         SELECT CAST($1 AS UUID), $2, 1, $3, 1, $4, 1
         FROM (SELECT set_config('synchronous_commit', 'off', TRUE) AS mode) AS quick WHERE mode = 'off'
         ON CONFLICT (registration_id) DO UPDATE SET
             second_taken = CASE WHEN excluded.second_start > w.second_start THEN 1 ELSE w.second_taken + 1 END,
             minute_taken = CASE WHEN excluded.minute_start > w.minute_start THEN 1 ELSE w.minute_taken + 1 END,
             day_taken = CASE WHEN excluded.day_start > w.day_start THEN 1 ELSE w.day_taken + 1 END,
             second_start = GREATEST(w.second_start, excluded.second_start),
             minute_start = GREATEST(w.minute_start, excluded.minute_start),
             day_start = GREATEST(w.day_start, excluded.day_start)
         WHERE (excluded.second_start > w.second_start OR w.second_taken < $5)
           AND (excluded.minute_start > w.minute_start OR w.minute_taken < $6)
           AND (excluded.day_start > w.day_start OR w.day_taken < $7)
         RETURNING second_start, second_taken, minute_start, minute_taken, day_start, day_taken")
    .bind(id)
    .bind(Window::Second.start(now))
    .bind(Window::Minute.start(now))
    .bind(Window::Day.start(now))
    .bind(limit(Window::Second))
    .bind(limit(Window::Minute))
    .bind(limit(Window::Day))
    .optional(conn)
    .await
}

pub async fn windows(conn: &mut Conn, id: RegistrationId) -> Result<Option<WindowsRow>, DbError> {
    sql("SELECT second_start, second_taken, minute_start, minute_taken, day_start, day_taken
         FROM quota_windows WHERE registration_id = $1")
    .bind(id)
    .optional(conn)
    .await
}

/// Calls that were counted as let through since a minute (Unix minutes): what a process knows of a quota
/// that was used before it started.
pub async fn counted_since(
    conn: &mut Conn,
    application: ApplicationId,
    version: VersionId,
    minute: i64,
) -> Result<i64, DbError> {
    sql("SELECT CAST(COALESCE(sum(calls), 0) AS BIGINT) FROM usage_counts
         WHERE application_id = $1 AND version_id = $2 AND minute >= $3 AND verdict = 'allowed'")
    .bind(application)
    .bind(version)
    .bind(minute)
    .count(conn)
    .await
}
