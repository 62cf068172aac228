use crate::db::{Conn, DbError, sql};
use app::{
    catalog::Document,
    id::{DocumentId, ProductId},
    time::Timestamp,
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct DocumentRow {
    id: Uuid,
    product_id: Uuid,
    parent_id: Option<Uuid>,
    slug: String,
    path: String,
    title: String,
    body: String,
    position: i64,
    published_at: Option<Timestamp>,
    updated_at: Timestamp,
}

impl From<DocumentRow> for Document {
    fn from(row: DocumentRow) -> Self {
        Self {
            id: DocumentId(row.id),
            product_id: ProductId(row.product_id),
            parent_id: row.parent_id.map(DocumentId),
            slug: row.slug,
            path: row.path,
            title: row.title,
            body: row.body,
            position: row.position,
            published_at: row.published_at,
            updated_at: row.updated_at,
        }
    }
}

/// A document's place in the tree, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentPlace {
    pub id: DocumentId,
    pub parent_id: Option<DocumentId>,
    pub slug: String,
    pub path: String,
    pub title: String,
    pub position: i64,
    pub is_published: bool,
}

#[derive(sqlx::FromRow)]
pub(super) struct PlaceRow {
    pub product_id: Uuid,
    id: Uuid,
    parent_id: Option<Uuid>,
    slug: String,
    path: String,
    title: String,
    position: i64,
    published_at: Option<Timestamp>,
}

impl From<PlaceRow> for DocumentPlace {
    fn from(row: PlaceRow) -> Self {
        Self {
            id: DocumentId(row.id),
            parent_id: row.parent_id.map(DocumentId),
            slug: row.slug,
            path: row.path,
            title: row.title,
            position: row.position,
            is_published: row.published_at.is_some(),
        }
    }
}

/// Every document of a product, by position.
pub async fn document_places(conn: &mut Conn, product: ProductId) -> Result<Vec<DocumentPlace>, DbError> {
    let rows: Vec<PlaceRow> =
        sql("SELECT product_id, id, parent_id, slug, path, title, position, published_at
         FROM documents WHERE product_id = $1 ORDER BY position, id")
        .bind(product)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(DocumentPlace::from).collect())
}

pub async fn document_by_id(conn: &mut Conn, id: DocumentId) -> Result<Option<Document>, DbError> {
    let row: Option<DocumentRow> =
        sql("SELECT id, product_id, parent_id, slug, path, title, body, position, published_at, updated_at
         FROM documents WHERE id = $1")
        .bind(id)
        .optional(conn)
        .await?;
    Ok(row.map(Document::from))
}

pub async fn document_by_path(
    conn: &mut Conn,
    product: ProductId,
    path: &str,
) -> Result<Option<Document>, DbError> {
    let row: Option<DocumentRow> =
        sql("SELECT id, product_id, parent_id, slug, path, title, body, position, published_at, updated_at
         FROM documents WHERE product_id = $1 AND path = $2")
        .bind(product)
        .bind(path)
        .optional(conn)
        .await?;
    Ok(row.map(Document::from))
}

pub async fn insert_document(conn: &mut Conn, now: Timestamp, document: &Document) -> Result<(), DbError> {
    sql("INSERT INTO documents (id, product_id, parent_id, slug, path, title, body, position, created_at,
                                updated_at, published_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)")
    .bind(document.id)
    .bind(document.product_id)
    .bind(document.parent_id)
    .bind(document.slug.as_str())
    .bind(document.path.as_str())
    .bind(document.title.as_str())
    .bind(document.body.as_str())
    .bind(document.position)
    .bind(now)
    .bind(document.published_at)
    .execute(conn)
    .await
    .map(drop)
}

pub async fn update_document(conn: &mut Conn, now: Timestamp, document: &Document) -> Result<(), DbError> {
    sql("UPDATE documents SET parent_id = $2, slug = $3, path = $4, title = $5, body = $6, position = $7,
                              updated_at = $8, published_at = $9
         WHERE id = $1")
    .bind(document.id)
    .bind(document.parent_id)
    .bind(document.slug.as_str())
    .bind(document.path.as_str())
    .bind(document.title.as_str())
    .bind(document.body.as_str())
    .bind(document.position)
    .bind(now)
    .bind(document.published_at)
    .execute(conn)
    .await
    .map(drop)
}

pub async fn move_document(conn: &mut Conn, id: DocumentId, path: &str) -> Result<(), DbError> {
    sql("UPDATE documents SET path = $2 WHERE id = $1").bind(id).bind(path).execute(conn).await.map(drop)
}

pub async fn delete_document(conn: &mut Conn, id: DocumentId) -> Result<(), DbError> {
    sql("DELETE FROM documents WHERE id = $1").bind(id).execute(conn).await.map(drop)
}
