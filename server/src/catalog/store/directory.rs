//! The catalog whole, in a statement for each kind of thing, each with a limit.
use super::{DocumentPlace, documents::PlaceRow, sight::seen_by, versions::VersionRow};
use crate::{
    catalog::policy::Sight,
    db::{Conn, DbError, sql},
};
use app::{catalog::ProductVersion, id::ProductId};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
pub struct ListedProduct {
    pub id: Uuid,
    pub slug: String,
    pub title: String,
    pub summary: String,
}

/// Products with a published or deprecated version, by title: those that the reader sees.
pub async fn directory_products(
    conn: &mut Conn,
    sight: Sight,
    limit: i64,
) -> Result<Vec<ListedProduct>, DbError> {
    sql(concat!(
        "SELECT id, slug, title, summary FROM products p
         WHERE live_versions > 0 AND ",
        seen_by!("$1", "$2"),
        " ORDER BY sort_key, id LIMIT $3"
    ))
    .bind(sight.is_admin())
    .bind(sight.reader())
    .bind(limit)
    .all(conn)
    .await
}

/// Their published and deprecated versions, the newest first.
pub async fn directory_versions(
    conn: &mut Conn,
    sight: Sight,
    limit: i64,
) -> Result<Vec<ProductVersion>, DbError> {
    let rows: Vec<VersionRow> = sql(concat!(
        "SELECT v.id, v.product_id, p.slug AS product_slug, p.title AS product_title,
                v.name, v.slug, v.lifecycle, v.registration_enabled, v.auto_approve, v.upstream_url,
                v.created_at, v.published_at, v.deprecated_at, v.sunset_at, v.retired_at,
                s.id AS strategy_id, s.name AS strategy_name, s.settings AS strategy_settings, sp.operations,
                sp.format
         FROM product_versions v
         JOIN products p ON p.id = v.product_id
         LEFT JOIN auth_strategies s ON s.id = v.auth_strategy_id
         LEFT JOIN specifications sp ON sp.version_id = v.id AND sp.current_at IS NOT NULL
         WHERE v.lifecycle IN ('published', 'deprecated')
           AND ",
        seen_by!("$1", "$2"),
        "
         ORDER BY p.sort_key, p.id, CASE v.lifecycle WHEN 'published' THEN 0 ELSE 1 END,
                  v.published_at DESC, v.id DESC LIMIT $3"
    ))
    .bind(sight.is_admin())
    .bind(sight.reader())
    .bind(limit)
    .all(conn)
    .await?;
    rows.into_iter().map(ProductVersion::try_from).collect()
}

/// The places of their documents, by position.
pub async fn directory_documents(
    conn: &mut Conn,
    sight: Sight,
    limit: i64,
) -> Result<Vec<(ProductId, DocumentPlace)>, DbError> {
    let rows: Vec<PlaceRow> = sql(concat!(
        "SELECT d.product_id, d.id, d.parent_id, d.slug, d.path, d.title, d.position, d.visibility,
                d.readers, d.published_at
         FROM documents d JOIN products p ON p.id = d.product_id
         WHERE p.live_versions > 0 AND ",
        seen_by!("$1", "$2"),
        "
         ORDER BY p.sort_key, p.id, d.position, d.id LIMIT $3"
    ))
    .bind(sight.is_admin())
    .bind(sight.reader())
    .bind(limit)
    .all(conn)
    .await?;
    rows.into_iter().map(|row| Ok((ProductId(row.product_id), row.try_into()?))).collect()
}
