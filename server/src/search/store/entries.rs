use super::full_text;
use crate::db::{Conn, DbError, sql};
use app::{
    id::{DocumentId, OperationId, ProductId, VersionId},
    search::SearchKind,
};
use serde_json::json;

/// Something that can be found; texts are words already.
#[derive(Debug, Clone)]
pub struct Entry {
    pub kind: SearchKind,
    pub product_id: ProductId,
    pub version_id: Option<VersionId>,
    pub operation_id: Option<OperationId>,
    pub document_id: Option<DocumentId>,
    pub admins_only: bool,
    pub name_key: String,
    pub path_shape: Option<String>,
    pub names: String,
    pub summary: String,
    pub body: String,
}

pub async fn insert(conn: &mut Conn, entry: &Entry) -> Result<(), DbError> {
    sql("INSERT INTO search_entries (kind, product_id, version_id, operation_id, document_id, admins_only,
                                     name_key, path_shape, names, summary, body)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
    .bind(entry.kind.as_str())
    .bind(entry.product_id)
    .bind(entry.version_id)
    .bind(entry.operation_id)
    .bind(entry.document_id)
    .bind(entry.admins_only)
    .bind(entry.name_key.as_str())
    .bind(entry.path_shape.clone())
    .bind(entry.names.as_str())
    .bind(entry.summary.as_str())
    .bind(entry.body.as_str())
    .execute(conn)
    .await
    .map(drop)
}

pub async fn remove_product(conn: &mut Conn, id: ProductId) -> Result<(), DbError> {
    sql("DELETE FROM search_entries WHERE product_id = $1 AND kind = 'product'")
        .bind(id)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn remove_version(conn: &mut Conn, id: VersionId) -> Result<(), DbError> {
    sql("DELETE FROM search_entries WHERE version_id = $1 AND kind = 'version'")
        .bind(id)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn remove_operations(conn: &mut Conn, id: VersionId) -> Result<(), DbError> {
    sql("DELETE FROM search_entries WHERE version_id = $1 AND kind = 'operation'")
        .bind(id)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn remove_document(conn: &mut Conn, id: DocumentId) -> Result<(), DbError> {
    sql("DELETE FROM search_entries WHERE document_id = $1").bind(id).execute(conn).await.map(drop)
}

/// Adds words to those that misspelt ones are compared with; answers with the new ones.
pub async fn add_words(conn: &mut Conn, words: &[String]) -> Result<Vec<String>, DbError> {
    let statement = full_text(conn).add_words().bind(json!(words));
    let rows: Vec<(String,)> = statement.all(conn).await?;
    Ok(rows.into_iter().map(|(word,)| word).collect())
}

pub async fn add_trigrams(conn: &mut Conn, pairs: &[(String, &str)]) -> Result<(), DbError> {
    let statement = full_text(conn).add_trigrams().bind(json!(pairs));
    statement.execute(conn).await.map(drop)
}
