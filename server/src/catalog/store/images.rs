use crate::db::{Conn, DbError, sql};
use app::{
    catalog::Image,
    id::{ImageId, ProductId},
    time::Timestamp,
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct ImageRow {
    id: Uuid,
    name: String,
    alt: String,
    media_type: String,
    byte_count: i64,
    created_at: Timestamp,
}

impl From<ImageRow> for Image {
    fn from(row: ImageRow) -> Self {
        Self {
            id: ImageId(row.id),
            name: row.name,
            alt: row.alt,
            media_type: row.media_type,
            byte_count: row.byte_count.unsigned_abs(),
            created_at: row.created_at,
        }
    }
}

/// The images of a product without their bytes, newest first.
pub async fn images(conn: &mut Conn, product: ProductId) -> Result<Vec<Image>, DbError> {
    let rows: Vec<ImageRow> = sql("SELECT id, name, alt, media_type, byte_count, created_at
         FROM document_images WHERE product_id = $1 ORDER BY created_at DESC, id DESC")
    .bind(product)
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(Image::from).collect())
}

pub async fn image(
    conn: &mut Conn,
    product: ProductId,
    name: &str,
) -> Result<Option<(Vec<u8>, String)>, DbError> {
    sql("SELECT bytes, media_type FROM document_images WHERE product_id = $1 AND name = $2")
        .bind(product)
        .bind(name)
        .optional(conn)
        .await
}

pub async fn insert_image(
    conn: &mut Conn,
    product: ProductId,
    image: &Image,
    bytes: Vec<u8>,
    by: &str,
) -> Result<(), DbError> {
    sql("INSERT INTO document_images (id, product_id, name, alt, media_type, byte_count, bytes, created_at,
                                      created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(image.id)
    .bind(product)
    .bind(image.name.as_str())
    .bind(image.alt.as_str())
    .bind(image.media_type.as_str())
    .bind(i64::try_from(image.byte_count).unwrap_or(i64::MAX))
    .bind(bytes)
    .bind(image.created_at)
    .bind(by)
    .execute(conn)
    .await
    .map(drop)
}

/// Titles of documents whose text names the image, five at most.
pub async fn documents_showing(conn: &mut Conn, id: ImageId) -> Result<Vec<String>, DbError> {
    let rows: Vec<(String,)> = sql("SELECT d.title FROM document_images i
         JOIN documents d ON d.product_id = i.product_id AND d.body LIKE '%' || i.name || '%'
         WHERE i.id = $1 ORDER BY d.position, d.id LIMIT 5")
    .bind(id)
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(|(title,)| title).collect())
}

/// Its name, if there was one.
pub async fn delete_image(conn: &mut Conn, id: ImageId) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> =
        sql("DELETE FROM document_images WHERE id = $1 RETURNING name").bind(id).optional(conn).await?;
    Ok(row.map(|(name,)| name))
}
