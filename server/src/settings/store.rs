use crate::db::{Conn, DbError, sql};
use app::{settings::PortalSettings, time::Timestamp};

/// One row holds them all, so that one read inside a transaction sees them as they stand.
const NAME: &str = "portal";

/// Inside the transaction that depends on them.
pub async fn load(conn: &mut Conn) -> Result<PortalSettings, DbError> {
    let row: Option<(serde_json::Value,)> =
        sql("SELECT value FROM settings WHERE name = $1").bind(NAME).optional(conn).await?;
    match row {
        Some((value,)) => {
            serde_json::from_value(value).map_err(|error| DbError::Corrupt(format!("settings: {error}")))
        }
        None => Ok(PortalSettings::default()),
    }
}

pub async fn save(
    conn: &mut Conn,
    now: Timestamp,
    by: &str,
    settings: PortalSettings,
) -> Result<(), DbError> {
    let value = serde_json::to_value(settings).map_err(|error| DbError::Corrupt(error.to_string()))?;
    sql("INSERT INTO settings (name, value, updated_at, updated_by) VALUES ($1, $2, $3, $4)
         ON CONFLICT (name) DO UPDATE
         SET value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by")
    .bind(NAME)
    .bind(value)
    .bind(now)
    .bind(by)
    .execute(conn)
    .await
    .map(drop)
}
