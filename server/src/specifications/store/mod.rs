mod comparing;
mod reading;

pub use comparing::*;
pub use reading::*;

use super::parse::{Component, Parsed, Schema};
use crate::db::{Conn, DbError, sql};
use app::{
    id::{ImportId, OperationId, SpecificationId, VersionId},
    specifications::{Import, ImportState, Specification, SpecificationMessage},
    time::Timestamp,
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct SpecificationRow {
    id: Uuid,
    version_id: Uuid,
    format: String,
    title: String,
    messages: serde_json::Value,
    source_bytes: i64,
    operations: i64,
    created_at: Timestamp,
    created_by: String,
    current_at: Option<Timestamp>,
}

impl TryFrom<SpecificationRow> for Specification {
    type Error = DbError;
    fn try_from(row: SpecificationRow) -> Result<Self, DbError> {
        let messages: Vec<SpecificationMessage> = serde_json::from_value(row.messages)
            .map_err(|error| DbError::Corrupt(format!("messages of a specification: {error}")))?;
        Ok(Self {
            id: SpecificationId(row.id),
            version_id: VersionId(row.version_id),
            format: row.format,
            title: row.title,
            operations: row.operations.unsigned_abs(),
            source_bytes: row.source_bytes.unsigned_abs(),
            messages,
            created_at: row.created_at,
            created_by: row.created_by,
            is_current: row.current_at.is_some(),
        })
    }
}

#[derive(sqlx::FromRow)]
struct ImportRow {
    id: Uuid,
    version_id: Uuid,
    product_slug: String,
    version_slug: String,
    file_name: String,
    source_bytes: i64,
    status: String,
    stage: String,
    done: i64,
    total: i64,
    failure: Option<String>,
    specification_id: Option<Uuid>,
    created_at: Timestamp,
}

impl From<ImportRow> for Import {
    fn from(row: ImportRow) -> Self {
        let state = match (row.status.as_str(), row.specification_id) {
            ("ready", Some(id)) => ImportState::Ready { specification_id: SpecificationId(id) },
            ("ready", None) => {
                ImportState::Failed { reason: "The document has been replaced since.".to_owned() }
            }
            ("running", _) => ImportState::Running {
                stage: row.stage,
                done: row.done.unsigned_abs(),
                total: row.total.unsigned_abs(),
            },
            ("failed", _) => ImportState::Failed { reason: row.failure.unwrap_or_default() },
            _ => ImportState::Waiting,
        };
        Self {
            id: ImportId(row.id),
            version_id: VersionId(row.version_id),
            product_slug: row.product_slug,
            version_slug: row.version_slug,
            file_name: row.file_name,
            source_bytes: row.source_bytes.unsigned_abs(),
            state,
            created_at: row.created_at,
        }
    }
}

pub async fn insert_import(
    conn: &mut Conn,
    now: Timestamp,
    import: &Import,
    compressed: Vec<u8>,
    created_by: &str,
) -> Result<(), DbError> {
    let bytes = i64::try_from(import.source_bytes).unwrap_or(i64::MAX);
    sql("INSERT INTO imports (id, version_id, file_name, source, source_bytes, status, stage, done, total,
                              created_at, created_by)
         VALUES ($1, $2, $3, $4, $5, 'waiting', '', 0, 0, $6, $7)")
    .bind(import.id)
    .bind(import.version_id)
    .bind(import.file_name.as_str())
    .bind(compressed)
    .bind(bytes)
    .bind(now)
    .bind(created_by)
    .execute(conn)
    .await
    .map(drop)
}

pub async fn import(conn: &mut Conn, id: ImportId) -> Result<Option<Import>, DbError> {
    let row: Option<ImportRow> =
        sql("SELECT i.id, i.version_id, p.slug AS product_slug, v.slug AS version_slug, i.file_name,
                i.source_bytes, i.status, i.stage, i.done, i.total, i.failure, i.specification_id, i.created_at
         FROM imports i JOIN product_versions v ON v.id = i.version_id JOIN products p ON p.id = v.product_id
         WHERE i.id = $1")
        .bind(id)
        .optional(conn)
        .await?;
    Ok(row.map(Import::from))
}

/// What the queue works on: the compressed text and who sent it; absent once it is done.
pub struct ImportSource {
    pub compressed: Vec<u8>,
    pub created_by: String,
}

pub async fn import_source(conn: &mut Conn, id: ImportId) -> Result<Option<ImportSource>, DbError> {
    let row: Option<(Option<Vec<u8>>, String)> =
        sql("SELECT source, created_by FROM imports WHERE id = $1 AND status IN ('waiting', 'running')")
            .bind(id)
            .optional(conn)
            .await?;
    Ok(row.and_then(|(source, created_by)| Some(ImportSource { compressed: source?, created_by })))
}

pub async fn report(
    conn: &mut Conn,
    id: ImportId,
    stage: &str,
    done: i64,
    total: i64,
) -> Result<(), DbError> {
    sql("UPDATE imports SET status = 'running', stage = $2, done = $3, total = $4 WHERE id = $1")
        .bind(id)
        .bind(stage)
        .bind(done)
        .bind(total)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn fail(conn: &mut Conn, id: ImportId, now: Timestamp, failure: &str) -> Result<(), DbError> {
    sql("UPDATE imports SET status = 'failed', failure = $2, source = NULL, finished_at = $3 WHERE id = $1")
        .bind(id)
        .bind(failure)
        .bind(now)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn finish(
    conn: &mut Conn,
    id: ImportId,
    now: Timestamp,
    specification: SpecificationId,
) -> Result<(), DbError> {
    sql("UPDATE imports SET status = 'ready', specification_id = $2, source = NULL, finished_at = $3 WHERE id = $1")
        .bind(id)
        .bind(specification)
        .bind(now)
        .execute(conn)
        .await
        .map(drop)
}

/// A specification's own row, before its operations.
pub struct NewSpecification<'a> {
    pub id: SpecificationId,
    pub version_id: VersionId,
    pub parsed: &'a Parsed,
    pub messages: serde_json::Value,
    pub overview: serde_json::Value,
    pub compressed: Vec<u8>,
    pub source_bytes: u64,
    pub sha256: String,
    pub created_by: &'a str,
}

pub async fn insert(conn: &mut Conn, now: Timestamp, new: NewSpecification<'_>) -> Result<(), DbError> {
    sql("INSERT INTO specifications (id, version_id, format, title, overview, messages, source, source_bytes,
                                     sha256, operations, created_at, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
    .bind(new.id)
    .bind(new.version_id)
    .bind(new.parsed.format.name())
    .bind(new.parsed.overview.info.title.as_str())
    .bind(new.overview)
    .bind(new.messages)
    .bind(new.compressed)
    .bind(i64::try_from(new.source_bytes).unwrap_or(i64::MAX))
    .bind(new.sha256)
    .bind(i64::try_from(new.parsed.operations.len()).unwrap_or(i64::MAX))
    .bind(now)
    .bind(new.created_by)
    .execute(conn)
    .await
    .map(drop)
}

/// An operation and the tag that it is listed under.
pub struct NewOperation<'a> {
    pub id: OperationId,
    pub operation: &'a super::parse::Operation,
    pub tag: &'a str,
    pub tag_position: i64,
    /// What a search finds it by, beside its name and summary.
    pub words: String,
}

pub async fn insert_operation(
    conn: &mut Conn,
    specification: SpecificationId,
    new: NewOperation<'_>,
) -> Result<(), DbError> {
    let operation = new.operation;
    sql("INSERT INTO operations (id, specification_id, slug, position, method, path, operation_id, summary, tag,
                                 tag_position, deprecated, internal, webhook, words, detail)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)")
    .bind(new.id)
    .bind(specification)
    .bind(operation.slug.as_str())
    .bind(operation.position)
    .bind(operation.method.as_str())
    .bind(operation.path.as_str())
    .bind(operation.operation_id.clone())
    .bind(operation.summary.clone().unwrap_or_default())
    .bind(new.tag)
    .bind(new.tag_position)
    .bind(operation.deprecated)
    .bind(operation.internal)
    .bind(operation.webhook)
    .bind(new.words)
    .bind(operation.detail.as_str())
    .execute(conn)
    .await
    .map(drop)
}

pub async fn insert_schema(
    conn: &mut Conn,
    specification: SpecificationId,
    schema: &Schema,
) -> Result<(), DbError> {
    insert_part(conn, specification, &schema.pointer, "Schema Object", &schema.name, &schema.body).await
}

pub async fn insert_component(
    conn: &mut Conn,
    specification: SpecificationId,
    part: &Component,
) -> Result<(), DbError> {
    insert_part(conn, specification, &part.pointer, &part.kind, &part.name, &part.body).await
}

async fn insert_part(
    conn: &mut Conn,
    specification: SpecificationId,
    pointer: &str,
    kind: &str,
    name: &str,
    body: &str,
) -> Result<(), DbError> {
    sql("INSERT INTO schemas (specification_id, pointer, kind, name, body) VALUES ($1, $2, $3, $4, $5)")
        .bind(specification)
        .bind(pointer)
        .bind(kind)
        .bind(name)
        .bind(body)
        .execute(conn)
        .await
        .map(drop)
}

/// Only the newest few of those that readers do not see are kept.
pub async fn prune(conn: &mut Conn, version: VersionId, keep: i64) -> Result<(), DbError> {
    sql("DELETE FROM specifications WHERE version_id = $1 AND current_at IS NULL AND id NOT IN
            (SELECT id FROM specifications WHERE version_id = $1 AND current_at IS NULL
             ORDER BY created_at DESC, id DESC LIMIT $2)")
    .bind(version)
    .bind(keep)
    .execute(conn)
    .await
    .map(drop)
}

pub async fn specification(conn: &mut Conn, id: SpecificationId) -> Result<Option<Specification>, DbError> {
    let row: Option<SpecificationRow> = sql(
        "SELECT id, version_id, format, title, messages, source_bytes, operations, created_at, created_by,
                current_at
         FROM specifications WHERE id = $1",
    )
    .bind(id)
    .optional(conn)
    .await?;
    row.map(Specification::try_from).transpose()
}

/// Newest first.
pub async fn specifications(conn: &mut Conn, version: VersionId) -> Result<Vec<Specification>, DbError> {
    let rows: Vec<SpecificationRow> = sql(
        "SELECT id, version_id, format, title, messages, source_bytes, operations, created_at, created_by,
                current_at
         FROM specifications WHERE version_id = $1 ORDER BY created_at DESC, id DESC",
    )
    .bind(version)
    .all(conn)
    .await?;
    rows.into_iter().map(Specification::try_from).collect()
}

pub async fn make_current(
    conn: &mut Conn,
    version: VersionId,
    id: SpecificationId,
    now: Timestamp,
) -> Result<(), DbError> {
    sql("UPDATE specifications SET current_at = NULL WHERE version_id = $1 AND current_at IS NOT NULL")
        .bind(version)
        .execute(conn)
        .await?;
    sql("UPDATE specifications SET current_at = $2 WHERE id = $1")
        .bind(id)
        .bind(now)
        .execute(conn)
        .await
        .map(drop)
}

/// What readers of the version see, if anything.
pub async fn current(conn: &mut Conn, version: VersionId) -> Result<Option<SpecificationId>, DbError> {
    let row: Option<(Uuid,)> =
        sql("SELECT id FROM specifications WHERE version_id = $1 AND current_at IS NOT NULL")
            .bind(version)
            .optional(conn)
            .await?;
    Ok(row.map(|(id,)| SpecificationId(id)))
}

/// The compressed text of a document.
pub async fn source(conn: &mut Conn, id: SpecificationId) -> Result<Vec<u8>, DbError> {
    let row: (Vec<u8>,) = sql("SELECT source FROM specifications WHERE id = $1").bind(id).one(conn).await?;
    Ok(row.0)
}
