use super::Bucket;
use crate::db::{Conn, DbError, sql};
use app::time::Timestamp;

pub async fn find(conn: &mut Conn, name: &str) -> Result<Option<Bucket>, DbError> {
    let row: Option<(f64, Timestamp)> =
        sql("SELECT tokens, updated_at FROM rate_limits WHERE bucket = $1").bind(name).optional(conn).await?;
    Ok(row.map(|(tokens, at)| Bucket { tokens, at }))
}

/// False if somebody else was faster.
pub async fn insert(conn: &mut Conn, name: &str, bucket: Bucket) -> Result<bool, DbError> {
    let inserted = sql("INSERT INTO rate_limits (bucket, tokens, updated_at) VALUES ($1, $2, $3)
                        ON CONFLICT (bucket) DO NOTHING")
    .bind(name)
    .bind(bucket.tokens)
    .bind(bucket.at)
    .execute(conn)
    .await?;
    Ok(inserted == 1)
}

/// False if somebody else was faster.
pub async fn replace(conn: &mut Conn, name: &str, before: Bucket, after: Bucket) -> Result<bool, DbError> {
    let changed = sql("UPDATE rate_limits SET tokens = $2, updated_at = $3
                       WHERE bucket = $1 AND tokens = $4 AND updated_at = $5")
    .bind(name)
    .bind(after.tokens)
    .bind(after.at)
    .bind(before.tokens)
    .bind(before.at)
    .execute(conn)
    .await?;
    Ok(changed == 1)
}

/// Buckets that have long been full again.
pub async fn forget(conn: &mut Conn, before: Timestamp) -> Result<(), DbError> {
    sql("DELETE FROM rate_limits WHERE updated_at < $1").bind(before).execute(conn).await.map(drop)
}
