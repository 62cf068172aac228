use crate::db::{Conn, DbError, sql};
use app::{
    auth_strategies::{AuthStrategy, NewAuthStrategy, StrategySettings, StrategySummary, StrategyUse},
    catalog::LifecycleStage,
    id::AuthStrategyId,
    time::Timestamp,
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct StrategyRow {
    id: Uuid,
    name: String,
    settings: serde_json::Value,
    created_at: Timestamp,
    versions: i64,
    applications: i64,
}

impl TryFrom<StrategyRow> for AuthStrategy {
    type Error = DbError;
    fn try_from(row: StrategyRow) -> Result<Self, DbError> {
        Ok(Self {
            id: AuthStrategyId(row.id),
            name: row.name,
            settings: settings(row.settings)?,
            versions: row.versions.unsigned_abs(),
            applications: row.applications.unsigned_abs(),
            created_at: row.created_at,
        })
    }
}

/// A strategy's settings as they are stored.
pub fn settings(stored: serde_json::Value) -> Result<StrategySettings, DbError> {
    serde_json::from_value(stored).map_err(|error| DbError::Corrupt(format!("auth strategy: {error}")))
}

fn stored(settings: &StrategySettings) -> Result<serde_json::Value, DbError> {
    serde_json::to_value(settings).map_err(|error| DbError::Corrupt(error.to_string()))
}

pub async fn list(conn: &mut Conn) -> Result<Vec<AuthStrategy>, DbError> {
    let rows: Vec<StrategyRow> = sql("SELECT s.id, s.name, s.settings, s.created_at,
                (SELECT count(*) FROM product_versions v WHERE v.auth_strategy_id = s.id) AS versions,
                (SELECT count(*) FROM applications a WHERE a.auth_strategy_id = s.id) AS applications
         FROM auth_strategies s ORDER BY s.name, s.id")
    .all(conn)
    .await?;
    rows.into_iter().map(AuthStrategy::try_from).collect()
}

pub async fn find(conn: &mut Conn, id: AuthStrategyId) -> Result<Option<AuthStrategy>, DbError> {
    let row: Option<StrategyRow> = sql("SELECT s.id, s.name, s.settings, s.created_at,
                (SELECT count(*) FROM product_versions v WHERE v.auth_strategy_id = s.id) AS versions,
                (SELECT count(*) FROM applications a WHERE a.auth_strategy_id = s.id) AS applications
         FROM auth_strategies s WHERE s.id = $1")
    .bind(id)
    .optional(conn)
    .await?;
    row.map(AuthStrategy::try_from).transpose()
}

/// Versions, by product and name.
pub async fn uses(conn: &mut Conn, id: AuthStrategyId) -> Result<Vec<StrategyUse>, DbError> {
    let rows: Vec<(String, String, String, String, String)> =
        sql("SELECT p.slug, p.title, v.slug, v.name, v.lifecycle
         FROM product_versions v JOIN products p ON p.id = v.product_id
         WHERE v.auth_strategy_id = $1 ORDER BY p.title, v.name, v.id LIMIT 200")
        .bind(id)
        .all(conn)
        .await?;
    rows.into_iter()
        .map(|(product_slug, product_title, version_slug, version_name, lifecycle)| {
            let lifecycle = LifecycleStage::parse(&lifecycle)
                .ok_or_else(|| DbError::Corrupt(format!("lifecycle: {lifecycle}")))?;
            Ok(StrategyUse { product_slug, product_title, version_slug, version_name, lifecycle })
        })
        .collect()
}

/// The issuers of all strategies that use OpenID Connect.
pub async fn issuers(conn: &mut Conn) -> Result<Vec<String>, DbError> {
    let rows: Vec<(serde_json::Value,)> =
        sql("SELECT settings FROM auth_strategies WHERE kind = 'openid_connect'").all(conn).await?;
    let mut issuers = Vec::new();
    for (stored,) in rows {
        if let StrategySettings::OpenidConnect { issuer, .. } = settings(stored)?
            && !issuers.contains(&issuer)
        {
            issuers.push(issuer);
        }
    }
    Ok(issuers)
}

/// Those that a published or deprecated version uses.
pub async fn offered(conn: &mut Conn) -> Result<Vec<StrategySummary>, DbError> {
    let rows: Vec<(Uuid, String, serde_json::Value)> =
        sql("SELECT s.id, s.name, s.settings FROM auth_strategies s
         WHERE EXISTS (SELECT 1 FROM product_versions v
                       WHERE v.auth_strategy_id = s.id AND v.lifecycle IN ('published', 'deprecated'))
         ORDER BY s.name, s.id")
        .all(conn)
        .await?;
    rows.into_iter()
        .map(|(id, name, stored)| {
            Ok(StrategySummary { id: AuthStrategyId(id), name, settings: settings(stored)? })
        })
        .collect()
}

pub async fn insert(
    conn: &mut Conn,
    id: AuthStrategyId,
    now: Timestamp,
    new: &NewAuthStrategy,
) -> Result<(), DbError> {
    sql("INSERT INTO auth_strategies (id, name, kind, settings, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)")
        .bind(id)
        .bind(new.name.trim())
        .bind(new.settings.kind().as_str())
        .bind(stored(&new.settings)?)
        .bind(now)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn update(
    conn: &mut Conn,
    id: AuthStrategyId,
    now: Timestamp,
    new: &NewAuthStrategy,
) -> Result<(), DbError> {
    sql("UPDATE auth_strategies SET name = $2, settings = $3, updated_at = $4 WHERE id = $1")
        .bind(id)
        .bind(new.name.trim())
        .bind(stored(&new.settings)?)
        .bind(now)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn delete(conn: &mut Conn, id: AuthStrategyId) -> Result<(), DbError> {
    sql("DELETE FROM auth_strategies WHERE id = $1").bind(id).execute(conn).await.map(drop)
}
