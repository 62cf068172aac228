//! What entries are made from, as other slices keep it.
use crate::db::{Conn, DbError, sql};
use app::id::{DocumentId, OperationId, ProductId, VersionId};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
pub struct ProductSource {
    pub slug: String,
    pub title: String,
    pub summary: String,
    pub description: String,
    pub labels: serde_json::Value,
}

pub async fn product(conn: &mut Conn, id: ProductId) -> Result<Option<ProductSource>, DbError> {
    sql("SELECT slug, title, summary, description, labels FROM products WHERE id = $1")
        .bind(id)
        .optional(conn)
        .await
}

#[derive(sqlx::FromRow)]
pub struct VersionSource {
    pub product_id: Uuid,
    pub product_title: String,
    pub product_slug: String,
    pub name: String,
    pub slug: String,
}

pub async fn version(conn: &mut Conn, id: VersionId) -> Result<Option<VersionSource>, DbError> {
    sql("SELECT v.product_id, p.title AS product_title, p.slug AS product_slug, v.name, v.slug
         FROM product_versions v JOIN products p ON p.id = v.product_id WHERE v.id = $1")
    .bind(id)
    .optional(conn)
    .await
}

pub async fn versions_of(conn: &mut Conn, product: ProductId) -> Result<Vec<VersionId>, DbError> {
    let rows: Vec<(Uuid,)> =
        sql("SELECT id FROM product_versions WHERE product_id = $1").bind(product).all(conn).await?;
    Ok(rows.into_iter().map(|(id,)| VersionId(id)).collect())
}

#[derive(sqlx::FromRow)]
pub struct OperationSource {
    pub id: Uuid,
    pub method: String,
    pub path: String,
    pub operation_id: Option<String>,
    pub summary: String,
    pub tag: String,
    pub internal: bool,
    pub words: String,
}

impl OperationSource {
    pub fn id(&self) -> OperationId {
        OperationId(self.id)
    }
}

/// Of the document that readers of the version see.
pub async fn operations(conn: &mut Conn, version: VersionId) -> Result<Vec<OperationSource>, DbError> {
    sql("SELECT o.id, o.method, o.path, o.operation_id, o.summary, o.tag, o.internal, o.words
         FROM specifications s JOIN operations o ON o.specification_id = s.id
         WHERE s.version_id = $1 AND s.current_at IS NOT NULL ORDER BY o.position")
    .bind(version)
    .all(conn)
    .await
}

#[derive(sqlx::FromRow)]
pub struct DocumentSource {
    pub product_id: Uuid,
    pub product_title: String,
    pub title: String,
    pub body: String,
    pub readers: String,
}

pub async fn document(conn: &mut Conn, id: DocumentId) -> Result<Option<DocumentSource>, DbError> {
    sql("SELECT d.product_id, p.title AS product_title, d.title, d.body, d.readers
         FROM documents d JOIN products p ON p.id = d.product_id WHERE d.id = $1")
    .bind(id)
    .optional(conn)
    .await
}

pub async fn documents_of(conn: &mut Conn, product: ProductId) -> Result<Vec<DocumentId>, DbError> {
    let rows: Vec<(Uuid,)> =
        sql("SELECT id FROM documents WHERE product_id = $1").bind(product).all(conn).await?;
    Ok(rows.into_iter().map(|(id,)| DocumentId(id)).collect())
}
