use crate::db::{Conn, DbError, sql};
use app::{
    catalog::{CatalogDeletion, NewProduct, Product, Visibility},
    id::ProductId,
    time::Timestamp,
};
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct ProductRow {
    id: Uuid,
    slug: String,
    title: String,
    summary: String,
    description: String,
    visibility: String,
    labels: serde_json::Value,
    icon_at: Option<Timestamp>,
    live_versions: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
}

/// A product, and how many of its versions developers can see.
#[derive(Debug, Clone)]
pub struct FoundProduct {
    pub product: Product,
    pub live_versions: i64,
}

impl TryFrom<ProductRow> for FoundProduct {
    type Error = DbError;
    fn try_from(row: ProductRow) -> Result<Self, DbError> {
        let product = Product {
            id: ProductId(row.id),
            slug: row.slug,
            title: row.title,
            summary: row.summary,
            description: row.description,
            visibility: visibility(&row.visibility)?,
            labels: labels(row.labels)?,
            has_icon: row.icon_at.is_some(),
            created_at: row.created_at,
            updated_at: row.updated_at,
        };
        Ok(Self { product, live_versions: row.live_versions })
    }
}

pub(super) fn visibility(stored: &str) -> Result<Visibility, DbError> {
    Visibility::parse(stored).ok_or_else(|| DbError::Corrupt(format!("visibility {stored}")))
}

pub(super) fn labels(stored: serde_json::Value) -> Result<BTreeMap<String, String>, DbError> {
    serde_json::from_value(stored).map_err(|error| DbError::Corrupt(format!("labels: {error}")))
}

/// What a search looks at: title, summary, slug and labels, in lower case.
fn search_text(slug: &str, new: &NewProduct) -> String {
    let labels = new.labels.iter().map(|(key, value)| format!("{key}:{value}"));
    let mut words = vec![new.title.trim().to_owned(), new.summary.trim().to_owned(), slug.to_owned()];
    words.extend(labels);
    words.join("\n").to_lowercase()
}

pub async fn product_by_id(conn: &mut Conn, id: ProductId) -> Result<Option<FoundProduct>, DbError> {
    let row: Option<ProductRow> =
        sql("SELECT id, slug, title, summary, description, visibility, labels, icon_at, live_versions,
                created_at, updated_at
         FROM products WHERE id = $1")
        .bind(id)
        .optional(conn)
        .await?;
    row.map(FoundProduct::try_from).transpose()
}

/// By the slug of today, or else by one that it once had.
pub async fn product_by_slug(conn: &mut Conn, slug: &str) -> Result<Option<FoundProduct>, DbError> {
    let row: Option<ProductRow> =
        sql("SELECT id, slug, title, summary, description, visibility, labels, icon_at, live_versions,
                created_at, updated_at
         FROM products WHERE slug = $1")
        .bind(slug)
        .optional(conn)
        .await?;
    if let Some(row) = row {
        return FoundProduct::try_from(row).map(Some);
    }
    let owner: Option<(Uuid,)> =
        sql("SELECT product_id FROM old_product_slugs WHERE slug = $1").bind(slug).optional(conn).await?;
    match owner {
        Some((id,)) => product_by_id(conn, ProductId(id)).await,
        None => Ok(None),
    }
}

/// Whether a product has this slug, or had it and is still found by it.
pub async fn slug_is_taken(conn: &mut Conn, slug: &str) -> Result<bool, DbError> {
    let products = sql("SELECT count(*) FROM products WHERE slug = $1").bind(slug).count(conn).await?;
    let old = sql("SELECT count(*) FROM old_product_slugs WHERE slug = $1").bind(slug).count(conn).await?;
    Ok(products + old > 0)
}

pub async fn insert_product(
    conn: &mut Conn,
    id: ProductId,
    now: Timestamp,
    slug: &str,
    new: &NewProduct,
) -> Result<(), DbError> {
    sql("INSERT INTO products (id, slug, title, sort_key, summary, visibility, labels, search_text, versions,
                               live_versions, created_at, updated_at, description)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, $9, $9, $10)")
    .bind(id)
    .bind(slug)
    .bind(new.title.trim())
    .bind(new.title.trim().to_lowercase())
    .bind(new.summary.trim())
    .bind(new.visibility.unwrap_or_default().as_str())
    .bind(serde_json::json!(new.labels))
    .bind(search_text(slug, new))
    .bind(now)
    .bind(new.description.as_str())
    .execute(conn)
    .await
    .map(drop)
}

/// The visibility stays where none is given.
pub async fn update_product(
    conn: &mut Conn,
    id: ProductId,
    now: Timestamp,
    slug: &str,
    new: &NewProduct,
) -> Result<(), DbError> {
    sql("UPDATE products SET slug = $2, title = $3, sort_key = $4, summary = $5,
                             visibility = COALESCE($6, visibility), labels = $7, search_text = $8, updated_at = $9, description = $10
         WHERE id = $1")
    .bind(id)
    .bind(slug)
    .bind(new.title.trim())
    .bind(new.title.trim().to_lowercase())
    .bind(new.summary.trim())
    .bind(new.visibility.map(Visibility::as_str).map(str::to_owned))
    .bind(serde_json::json!(new.labels))
    .bind(search_text(slug, new))
    .bind(now)
    .bind(new.description.as_str())
    .execute(conn)
    .await
    .map(drop)
}

pub async fn set_visibility(
    conn: &mut Conn,
    id: ProductId,
    now: Timestamp,
    visibility: Visibility,
) -> Result<(), DbError> {
    sql("UPDATE products SET visibility = $2, updated_at = $3 WHERE id = $1")
        .bind(id)
        .bind(visibility.as_str())
        .bind(now)
        .execute(conn)
        .await
        .map(drop)
}

/// Links to the old slug keep working; a slug taken back is no longer an old one.
pub async fn keep_old_slug(conn: &mut Conn, id: ProductId, old: &str, new: &str) -> Result<(), DbError> {
    sql("DELETE FROM old_product_slugs WHERE slug = $1 AND product_id = $2")
        .bind(new)
        .bind(id)
        .execute(conn)
        .await?;
    sql("INSERT INTO old_product_slugs (slug, product_id) VALUES ($1, $2)")
        .bind(old)
        .bind(id)
        .execute(conn)
        .await
        .map(drop)
}

/// Whether the slug once was this product's own.
pub async fn is_own_old_slug(conn: &mut Conn, id: ProductId, slug: &str) -> Result<bool, DbError> {
    let own = sql("SELECT count(*) FROM old_product_slugs WHERE slug = $1 AND product_id = $2");
    Ok(own.bind(slug).bind(id).count(conn).await? > 0)
}

pub async fn delete_product(conn: &mut Conn, id: ProductId) -> Result<(), DbError> {
    sql("DELETE FROM products WHERE id = $1").bind(id).execute(conn).await.map(drop)
}

/// What the product's list entry says about its versions, after one of them changed.
pub async fn count_versions(conn: &mut Conn, id: ProductId) -> Result<(), DbError> {
    sql("UPDATE products SET
            versions = (SELECT count(*) FROM product_versions v WHERE v.product_id = products.id),
            live_versions = (SELECT count(*) FROM product_versions v
                WHERE v.product_id = products.id AND v.lifecycle IN ('published', 'deprecated')),
            latest_version = (SELECT v.name FROM product_versions v
                WHERE v.product_id = products.id AND v.lifecycle IN ('published', 'deprecated')
                ORDER BY v.lifecycle DESC, v.published_at DESC, v.id DESC LIMIT 1),
            latest_version_slug = (SELECT v.slug FROM product_versions v
                WHERE v.product_id = products.id AND v.lifecycle IN ('published', 'deprecated')
                ORDER BY v.lifecycle DESC, v.published_at DESC, v.id DESC LIMIT 1)
         WHERE id = $1")
    .bind(id)
    .execute(conn)
    .await
    .map(drop)
}

pub async fn product_deletion(conn: &mut Conn, id: ProductId) -> Result<CatalogDeletion, DbError> {
    let row: (String, i64, i64, i64) = sql("SELECT title, versions,
            (SELECT count(*) FROM documents d WHERE d.product_id = products.id),
            (SELECT count(*) FROM registrations r JOIN product_versions v ON v.id = r.version_id
             WHERE v.product_id = products.id AND r.status = 'approved')
         FROM products WHERE id = $1")
    .bind(id)
    .one(conn)
    .await?;
    Ok(CatalogDeletion {
        name: row.0,
        versions: row.1.unsigned_abs(),
        documents: row.2.unsigned_abs(),
        approved_registrations: row.3.unsigned_abs(),
    })
}

/// The icon's bytes and media type.
pub async fn icon(conn: &mut Conn, id: ProductId) -> Result<Option<(Vec<u8>, String)>, DbError> {
    sql("SELECT bytes, media_type FROM product_icons WHERE product_id = $1").bind(id).optional(conn).await
}

pub async fn set_icon(
    conn: &mut Conn,
    id: ProductId,
    now: Timestamp,
    icon: Option<(Vec<u8>, &str)>,
) -> Result<(), DbError> {
    sql("UPDATE products SET icon_at = $2 WHERE id = $1")
        .bind(id)
        .bind(icon.as_ref().map(|_| now))
        .execute(conn)
        .await?;
    sql("DELETE FROM product_icons WHERE product_id = $1").bind(id).execute(conn).await?;
    if let Some((bytes, media_type)) = icon {
        sql("INSERT INTO product_icons (product_id, media_type, bytes) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(media_type)
            .bind(bytes)
            .execute(conn)
            .await?;
    }
    Ok(())
}
