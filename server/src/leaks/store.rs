use crate::db::{Conn, DbError, sql};
use app::time::Timestamp;

/// False where it was reported before.
pub async fn insert(
    conn: &mut Conn,
    now: Timestamp,
    hash: [u8; 32],
    kind: &str,
    place: &str,
) -> Result<bool, DbError> {
    let inserted = sql("INSERT INTO leak_reports (hash, kind, place, reported_at) VALUES ($1, $2, $3, $4)
                        ON CONFLICT (hash) DO NOTHING")
    .bind(hash)
    .bind(kind)
    .bind(place)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(inserted > 0)
}

/// Whether a secret that is no more was reported while it was one.
pub async fn is_known(conn: &mut Conn, hash: [u8; 32]) -> Result<bool, DbError> {
    let known = sql("SELECT count(*) FROM leak_reports WHERE hash = $1").bind(hash).count(conn).await?;
    Ok(known > 0)
}
