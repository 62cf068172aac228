//! Reading single calls.
use crate::db::{Conn, DbError, sql};
use app::{
    id::{ApplicationId, CredentialId},
    time::Timestamp,
};

#[derive(Debug, sqlx::FromRow)]
pub struct CallRow {
    pub request_id: Option<String>,
    pub at: Timestamp,
    pub verdict: String,
    pub sentence: Option<String>,
    pub application_slug: Option<String>,
    pub application_name: Option<String>,
    pub product_title: Option<String>,
    pub version_name: Option<String>,
    pub product: String,
    pub version: String,
    pub key_name: Option<String>,
    pub key_prefix: Option<String>,
    pub key_last_four: Option<String>,
    pub key_shape: Option<String>,
    pub gateway: Option<String>,
    pub tried: bool,
    pub address: Option<String>,
    pub method: Option<String>,
    pub path: Option<String>,
}

/// What is kept of a call with the names of today; `$where` says of which.
macro_rules! kept_calls {
    ($where:literal) => {
        concat!(
            "SELECT k.request_id, k.at, k.verdict, k.sentence, a.slug AS application_slug,
                    a.name AS application_name, p.title AS product_title, v.name AS version_name, k.product,
                    k.version, c.name AS key_name, c.prefix AS key_prefix, c.last_four AS key_last_four,
                    k.key_shape, g.name AS gateway, k.tried, k.address, k.method, k.path
             FROM kept_calls k
             LEFT JOIN applications a ON a.id = k.application_id
             LEFT JOIN product_versions v ON v.id = k.version_id
             LEFT JOIN products p ON p.id = v.product_id
             LEFT JOIN credentials c ON c.id = k.credential_id
             LEFT JOIN gateways g ON g.id = k.gateway_id
             WHERE ",
            $where
        )
    };
}

pub async fn call(conn: &mut Conn, request_id: &str) -> Result<Option<CallRow>, DbError> {
    sql(kept_calls!("k.request_id = $1")).bind(request_id).optional(conn).await
}

/// Newest first.
pub async fn calls_of(
    conn: &mut Conn,
    application: ApplicationId,
    refused_only: bool,
    limit: usize,
) -> Result<Vec<CallRow>, DbError> {
    sql(kept_calls!(
        "k.application_id = $1 AND ($2 = 0 OR k.request_id IS NOT NULL) ORDER BY k.at DESC, k.id DESC LIMIT $3"
    ))
    .bind(application)
    .bind(i64::from(refused_only))
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .all(conn)
    .await
}

#[derive(Debug, sqlx::FromRow)]
pub struct CallerRow {
    pub address: String,
    pub last_at: Timestamp,
    pub verdict: String,
    pub method: Option<String>,
    pub path: Option<String>,
    pub calls: i64,
}

/// Newest first.
pub async fn callers_of(
    conn: &mut Conn,
    credential: CredentialId,
    limit: usize,
) -> Result<Vec<CallerRow>, DbError> {
    sql("SELECT address, last_at, verdict, method, path, calls FROM key_callers
         WHERE credential_id = $1 ORDER BY last_at DESC, address LIMIT $2")
    .bind(credential)
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .all(conn)
    .await
}
