use crate::db::{Conn, DbError, sql};
use app::{
    catalog::{Document, Readers, Visibility},
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
    visibility: String,
    readers: String,
    published_at: Option<Timestamp>,
    updated_at: Timestamp,
}

/// Visibility and readers as they are stored.
fn seen_by(id: Uuid, visibility: &str, readers: &str) -> Result<(Visibility, Readers), DbError> {
    let found = Visibility::parse(visibility).zip(Readers::parse(readers));
    found.ok_or_else(|| DbError::Corrupt(format!("document {id} is {visibility} for {readers}")))
}

impl TryFrom<DocumentRow> for Document {
    type Error = DbError;
    fn try_from(row: DocumentRow) -> Result<Self, DbError> {
        let (visibility, readers) = seen_by(row.id, &row.visibility, &row.readers)?;
        Ok(Self {
            id: DocumentId(row.id),
            product_id: ProductId(row.product_id),
            parent_id: row.parent_id.map(DocumentId),
            slug: row.slug,
            path: row.path,
            title: row.title,
            body: row.body,
            position: row.position,
            visibility,
            readers,
            published_at: row.published_at,
            updated_at: row.updated_at,
        })
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
    pub visibility: Visibility,
    pub readers: Readers,
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
    visibility: String,
    readers: String,
    published_at: Option<Timestamp>,
}

impl TryFrom<PlaceRow> for DocumentPlace {
    type Error = DbError;
    fn try_from(row: PlaceRow) -> Result<Self, DbError> {
        let (visibility, readers) = seen_by(row.id, &row.visibility, &row.readers)?;
        Ok(Self {
            id: DocumentId(row.id),
            parent_id: row.parent_id.map(DocumentId),
            slug: row.slug,
            path: row.path,
            title: row.title,
            position: row.position,
            visibility,
            readers,
            is_published: row.published_at.is_some(),
        })
    }
}

/// Every document of a product, by position.
pub async fn document_places(conn: &mut Conn, product: ProductId) -> Result<Vec<DocumentPlace>, DbError> {
    let rows: Vec<PlaceRow> = sql(
        "SELECT product_id, id, parent_id, slug, path, title, position, visibility, readers, published_at
         FROM documents WHERE product_id = $1 ORDER BY position, id",
    )
    .bind(product)
    .all(conn)
    .await?;
    rows.into_iter().map(DocumentPlace::try_from).collect()
}

pub async fn document_by_id(conn: &mut Conn, id: DocumentId) -> Result<Option<Document>, DbError> {
    let row: Option<DocumentRow> =
        sql("SELECT id, product_id, parent_id, slug, path, title, body, position, visibility, readers,
                published_at, updated_at
         FROM documents WHERE id = $1")
        .bind(id)
        .optional(conn)
        .await?;
    row.map(Document::try_from).transpose()
}

pub async fn document_by_path(
    conn: &mut Conn,
    product: ProductId,
    path: &str,
) -> Result<Option<Document>, DbError> {
    let row: Option<DocumentRow> =
        sql("SELECT id, product_id, parent_id, slug, path, title, body, position, visibility, readers,
                published_at, updated_at
         FROM documents WHERE product_id = $1 AND path = $2")
        .bind(product)
        .bind(path)
        .optional(conn)
        .await?;
    row.map(Document::try_from).transpose()
}

pub async fn insert_document(conn: &mut Conn, now: Timestamp, document: &Document) -> Result<(), DbError> {
    sql("INSERT INTO documents (id, product_id, parent_id, slug, path, title, body, position, visibility,
                                readers, created_at, updated_at, published_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)")
    .bind(document.id)
    .bind(document.product_id)
    .bind(document.parent_id)
    .bind(document.slug.as_str())
    .bind(document.path.as_str())
    .bind(document.title.as_str())
    .bind(document.body.as_str())
    .bind(document.position)
    .bind(document.visibility.as_str())
    .bind(document.readers.as_str())
    .bind(now)
    .bind(document.published_at)
    .execute(conn)
    .await
    .map(drop)
}

/// But for who may read it, which follows from its place; see [`place_document`].
pub async fn update_document(conn: &mut Conn, now: Timestamp, document: &Document) -> Result<(), DbError> {
    sql("UPDATE documents SET parent_id = $2, slug = $3, path = $4, title = $5, body = $6, position = $7,
                              visibility = $8, updated_at = $9, published_at = $10
         WHERE id = $1")
    .bind(document.id)
    .bind(document.parent_id)
    .bind(document.slug.as_str())
    .bind(document.path.as_str())
    .bind(document.title.as_str())
    .bind(document.body.as_str())
    .bind(document.position)
    .bind(document.visibility.as_str())
    .bind(now)
    .bind(document.published_at)
    .execute(conn)
    .await
    .map(drop)
}

/// Where it stands in the tree, and what follows from that.
pub async fn place_document(conn: &mut Conn, place: &DocumentPlace) -> Result<(), DbError> {
    sql("UPDATE documents SET parent_id = $2, path = $3, position = $4, readers = $5 WHERE id = $1")
        .bind(place.id)
        .bind(place.parent_id)
        .bind(place.path.as_str())
        .bind(place.position)
        .bind(place.readers.as_str())
        .execute(conn)
        .await
        .map(drop)
}

pub async fn delete_document(conn: &mut Conn, id: DocumentId) -> Result<(), DbError> {
    sql("DELETE FROM documents WHERE id = $1").bind(id).execute(conn).await.map(drop)
}
