//! Many rows in one parameter: they travel as JSON, which each database takes apart in its own words.
use super::DbError;
use app::time::Timestamp;
use chrono::SecondsFormat;
use serde::Serialize;

/// What `json_each($1)` and `jsonb_to_recordset(CAST($1 AS JSONB))` take apart.
pub fn as_rows(rows: &[impl Serialize]) -> Result<String, DbError> {
    serde_json::to_string(rows).map_err(|error| DbError::Other(sqlx::Error::Encode(error.into())))
}

/// A moment as the drivers write it, for such rows.
pub fn stored(at: Timestamp) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, false)
}
