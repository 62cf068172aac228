use crate::{
    auth_strategies::store::settings,
    db::{Conn, DbError, sql},
};
use app::{
    auth_strategies::StrategySummary,
    catalog::{CatalogDeletion, Lifecycle, LifecycleStage, ProductVersion, VersionSettings},
    id::{AuthStrategyId, ProductId, VersionId},
    specifications::SpecificationFamily,
    time::Timestamp,
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
pub(super) struct VersionRow {
    id: Uuid,
    product_id: Uuid,
    product_slug: String,
    product_title: String,
    name: String,
    slug: String,
    lifecycle: String,
    registration_enabled: bool,
    auto_approve: bool,
    upstream_url: Option<String>,
    created_at: Timestamp,
    published_at: Option<Timestamp>,
    deprecated_at: Option<Timestamp>,
    sunset_at: Option<Timestamp>,
    retired_at: Option<Timestamp>,
    strategy_id: Option<Uuid>,
    strategy_name: Option<String>,
    strategy_settings: Option<serde_json::Value>,
    operations: Option<i64>,
    format: Option<String>,
}

impl TryFrom<VersionRow> for ProductVersion {
    type Error = DbError;
    fn try_from(row: VersionRow) -> Result<Self, DbError> {
        let lifecycle = lifecycle(&row)?;
        let auth_strategy = match (row.strategy_id, row.strategy_name, row.strategy_settings) {
            (Some(id), Some(name), Some(stored)) => {
                Some(StrategySummary { id: AuthStrategyId(id), name, settings: settings(stored)? })
            }
            _ => None,
        };
        Ok(Self {
            id: VersionId(row.id),
            product_id: ProductId(row.product_id),
            product_slug: row.product_slug,
            product_title: row.product_title,
            name: row.name,
            slug: row.slug,
            lifecycle,
            auth_strategy,
            registration_enabled: row.registration_enabled,
            auto_approve: row.auto_approve,
            upstream_url: row.upstream_url,
            specification: row.format.as_deref().map(SpecificationFamily::of_format),
            operations: row.operations.unwrap_or(0).unsigned_abs(),
            created_at: row.created_at,
        })
    }
}

fn lifecycle(row: &VersionRow) -> Result<Lifecycle, DbError> {
    let lacking = || DbError::Corrupt(format!("version {} is {} without its time", row.id, row.lifecycle));
    Ok(match LifecycleStage::parse(&row.lifecycle).ok_or_else(lacking)? {
        LifecycleStage::Draft => Lifecycle::Draft,
        LifecycleStage::Published => {
            Lifecycle::Published { published_at: row.published_at.ok_or_else(lacking)? }
        }
        LifecycleStage::Deprecated => Lifecycle::Deprecated {
            published_at: row.published_at.ok_or_else(lacking)?,
            deprecated_at: row.deprecated_at.ok_or_else(lacking)?,
            sunset_at: row.sunset_at,
        },
        LifecycleStage::Retired => Lifecycle::Retired { retired_at: row.retired_at.ok_or_else(lacking)? },
    })
}

/// Any version, drafts and retired ones too: whether the asker may see it is the service's matter.
pub async fn version_by_id(conn: &mut Conn, id: VersionId) -> Result<Option<ProductVersion>, DbError> {
    let row: Option<VersionRow> =
        sql("SELECT v.id, v.product_id, p.slug AS product_slug, p.title AS product_title,
                v.name, v.slug, v.lifecycle, v.registration_enabled, v.auto_approve, v.upstream_url,
                v.created_at, v.published_at, v.deprecated_at, v.sunset_at, v.retired_at,
                s.id AS strategy_id, s.name AS strategy_name, s.settings AS strategy_settings, sp.operations,
                sp.format
         FROM product_versions v
         JOIN products p ON p.id = v.product_id
         LEFT JOIN auth_strategies s ON s.id = v.auth_strategy_id
         LEFT JOIN specifications sp ON sp.version_id = v.id AND sp.current_at IS NOT NULL
         WHERE v.id = $1")
        .bind(id)
        .optional(conn)
        .await?;
    row.map(ProductVersion::try_from).transpose()
}

/// By the slugs of today. Any version, drafts and retired ones too.
pub async fn version_by_slugs(
    conn: &mut Conn,
    product: &str,
    version: &str,
) -> Result<Option<ProductVersion>, DbError> {
    let row: Option<VersionRow> =
        sql("SELECT v.id, v.product_id, p.slug AS product_slug, p.title AS product_title,
                v.name, v.slug, v.lifecycle, v.registration_enabled, v.auto_approve, v.upstream_url,
                v.created_at, v.published_at, v.deprecated_at, v.sunset_at, v.retired_at,
                s.id AS strategy_id, s.name AS strategy_name, s.settings AS strategy_settings, sp.operations,
                sp.format
         FROM product_versions v
         JOIN products p ON p.id = v.product_id
         LEFT JOIN auth_strategies s ON s.id = v.auth_strategy_id
         LEFT JOIN specifications sp ON sp.version_id = v.id AND sp.current_at IS NOT NULL
         WHERE p.slug = $1 AND v.slug = $2")
        .bind(product)
        .bind(version)
        .optional(conn)
        .await?;
    row.map(ProductVersion::try_from).transpose()
}

/// Every version of a product: published ones first, the newest first, then deprecated, drafts and
/// retired ones.
pub async fn versions_of(conn: &mut Conn, product: ProductId) -> Result<Vec<ProductVersion>, DbError> {
    let rows: Vec<VersionRow> = sql("SELECT v.id, v.product_id, p.slug AS product_slug, p.title AS product_title,
                v.name, v.slug, v.lifecycle, v.registration_enabled, v.auto_approve, v.upstream_url,
                v.created_at, v.published_at, v.deprecated_at, v.sunset_at, v.retired_at,
                s.id AS strategy_id, s.name AS strategy_name, s.settings AS strategy_settings, sp.operations,
                sp.format
         FROM product_versions v
         JOIN products p ON p.id = v.product_id
         LEFT JOIN auth_strategies s ON s.id = v.auth_strategy_id
         LEFT JOIN specifications sp ON sp.version_id = v.id AND sp.current_at IS NOT NULL
         WHERE v.product_id = $1
         ORDER BY CASE v.lifecycle WHEN 'published' THEN 0 WHEN 'deprecated' THEN 1 WHEN 'draft' THEN 2 ELSE 3 END,
                  v.published_at DESC, v.id DESC")
    .bind(product)
    .all(conn)
    .await?;
    rows.into_iter().map(ProductVersion::try_from).collect()
}

pub async fn insert_version(
    conn: &mut Conn,
    id: VersionId,
    product: ProductId,
    now: Timestamp,
    slug: &str,
    settings: &VersionSettings,
) -> Result<(), DbError> {
    sql("INSERT INTO product_versions (id, product_id, name, slug, lifecycle, auth_strategy_id,
                                       registration_enabled, auto_approve, upstream_url, created_at, updated_at)
         VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9, $9)")
    .bind(id)
    .bind(product)
    .bind(settings.name.trim())
    .bind(slug)
    .bind(settings.auth_strategy_id)
    .bind(settings.registration_enabled)
    .bind(settings.auto_approve)
    .bind(settings.upstream_url.clone())
    .bind(now)
    .execute(conn)
    .await
    .map(drop)
}

pub async fn update_version(
    conn: &mut Conn,
    id: VersionId,
    now: Timestamp,
    slug: &str,
    settings: &VersionSettings,
) -> Result<(), DbError> {
    sql("UPDATE product_versions SET name = $2, slug = $3, auth_strategy_id = $4, registration_enabled = $5,
                                     auto_approve = $6, upstream_url = $7, updated_at = $8
         WHERE id = $1")
    .bind(id)
    .bind(settings.name.trim())
    .bind(slug)
    .bind(settings.auth_strategy_id)
    .bind(settings.registration_enabled)
    .bind(settings.auto_approve)
    .bind(settings.upstream_url.clone())
    .bind(now)
    .execute(conn)
    .await
    .map(drop)
}

/// The first publication counts: one taken back and repeated keeps its date.
pub async fn publish(conn: &mut Conn, id: VersionId, now: Timestamp) -> Result<(), DbError> {
    sql("UPDATE product_versions SET lifecycle = 'published', published_at = coalesce(published_at, $2),
                deprecated_at = NULL, sunset_at = NULL, retired_at = NULL, updated_at = $2
         WHERE id = $1")
    .bind(id)
    .bind(now)
    .execute(conn)
    .await
    .map(drop)
}

pub async fn deprecate(
    conn: &mut Conn,
    id: VersionId,
    now: Timestamp,
    sunset_at: Option<Timestamp>,
) -> Result<(), DbError> {
    sql("UPDATE product_versions SET lifecycle = 'deprecated', deprecated_at = coalesce(deprecated_at, $2),
                sunset_at = $3, updated_at = $2
         WHERE id = $1")
    .bind(id)
    .bind(now)
    .bind(sunset_at)
    .execute(conn)
    .await
    .map(drop)
}

pub async fn retire(conn: &mut Conn, id: VersionId, now: Timestamp) -> Result<(), DbError> {
    sql("UPDATE product_versions SET lifecycle = 'retired', retired_at = $2, updated_at = $2 WHERE id = $1")
        .bind(id)
        .bind(now)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn delete_version(conn: &mut Conn, id: VersionId) -> Result<(), DbError> {
    sql("DELETE FROM product_versions WHERE id = $1").bind(id).execute(conn).await.map(drop)
}

pub async fn version_deletion(conn: &mut Conn, id: VersionId) -> Result<CatalogDeletion, DbError> {
    let row: (String, i64) = sql("SELECT name, (SELECT count(*) FROM registrations r
                WHERE r.version_id = product_versions.id AND r.status = 'approved')
         FROM product_versions WHERE id = $1")
    .bind(id)
    .one(conn)
    .await?;
    Ok(CatalogDeletion {
        name: row.0,
        versions: 1,
        documents: 0,
        approved_registrations: row.1.unsigned_abs(),
    })
}

/// Registrations, pending or approved, of applications with another strategy than this one.
pub async fn stranded_by(
    conn: &mut Conn,
    version: VersionId,
    strategy: Option<AuthStrategyId>,
) -> Result<i64, DbError> {
    sql("SELECT count(*) FROM registrations r JOIN applications a ON a.id = r.application_id
         WHERE r.version_id = $1 AND r.status IN ('pending', 'approved')
           AND ($2 IS NULL OR a.auth_strategy_id <> $2)")
    .bind(version)
    .bind(strategy)
    .count(conn)
    .await
}
