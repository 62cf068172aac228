//! What pages read: rows by tag, one operation, the shared parts that it leads to.
use crate::{
    catalog::{policy::Sight, store::seen_by},
    db::{Conn, DbError, Statement, sql},
    specifications::parse::Overview,
};
use app::{
    id::{ProductId, SpecificationId, VersionId},
    specifications::{OperationAddress, OperationLink},
};
use uuid::Uuid;

/// Tags in their order with how many operations each has; internal ones for admins only.
pub async fn tags(
    conn: &mut Conn,
    id: SpecificationId,
    internal: bool,
) -> Result<Vec<(String, i64)>, DbError> {
    sql("SELECT tag, count(*) FROM operations
         WHERE specification_id = $1 AND (internal = $2 OR internal = FALSE)
         GROUP BY tag ORDER BY min(tag_position), min(position)")
    .bind(id)
    .bind(internal)
    .all(conn)
    .await
}

type LinkRow = (String, String, String, String, bool);

fn link((slug, method, path, summary, deprecated): LinkRow) -> OperationLink {
    OperationLink { slug, method, path, summary, deprecated }
}

type TaggedRow = (String, String, String, String, String, bool);

fn tagged((tag, slug, method, path, summary, deprecated): TaggedRow) -> (String, OperationLink) {
    (tag, link((slug, method, path, summary, deprecated)))
}

/// All operations in the document's order, with their tag.
pub async fn operations(
    conn: &mut Conn,
    id: SpecificationId,
    internal: bool,
) -> Result<Vec<(String, OperationLink)>, DbError> {
    let rows: Vec<TaggedRow> = sql("SELECT tag, slug, method, path, summary, deprecated FROM operations
         WHERE specification_id = $1 AND (internal = $2 OR internal = FALSE)
         ORDER BY position")
    .bind(id)
    .bind(internal)
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(tagged).collect())
}

/// So many operations under a tag, in the document's order, from one on.
pub async fn operations_under(
    conn: &mut Conn,
    id: SpecificationId,
    tag: &str,
    internal: bool,
    from: i64,
    limit: i64,
) -> Result<Vec<OperationLink>, DbError> {
    let rows: Vec<LinkRow> = sql("SELECT slug, method, path, summary, deprecated FROM operations
         WHERE specification_id = $1 AND tag = $2 AND (internal = $3 OR internal = FALSE)
         ORDER BY position LIMIT $4 OFFSET $5")
    .bind(id)
    .bind(tag)
    .bind(internal)
    .bind(limit)
    .bind(from)
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(link).collect())
}

/// How many operations of the same tag stand before one.
pub async fn count_before(
    conn: &mut Conn,
    id: SpecificationId,
    row: &OperationRow,
    internal: bool,
) -> Result<i64, DbError> {
    sql("SELECT count(*) FROM operations
         WHERE specification_id = $1 AND tag = $2 AND position < $3 AND (internal = $4 OR internal = FALSE)")
    .bind(id)
    .bind(row.tag.as_str())
    .bind(row.position)
    .bind(internal)
    .count(conn)
    .await
}

/// Operations whose method and path, summary or operationId contain the words, ignoring case.
pub async fn operations_with(
    conn: &mut Conn,
    id: SpecificationId,
    words: &str,
    internal: bool,
    limit: i64,
) -> Result<Vec<(String, OperationLink)>, DbError> {
    let escaped = words.to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    let rows: Vec<TaggedRow> = sql("SELECT tag, slug, method, path, summary, deprecated FROM operations
         WHERE specification_id = $1 AND (internal = $3 OR internal = FALSE)
           AND lower(method || ' ' || path || ' ' || summary || ' ' || coalesce(operation_id, ''))
               LIKE $2 ESCAPE '!'
         ORDER BY tag_position, position LIMIT $4")
    .bind(id)
    .bind(format!("%{escaped}%"))
    .bind(internal)
    .bind(limit)
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(tagged).collect())
}

/// The operation before one in the order of the sidebar.
pub async fn previous_operation(
    conn: &mut Conn,
    id: SpecificationId,
    row: &OperationRow,
    internal: bool,
) -> Result<Option<OperationLink>, DbError> {
    let before = sql("SELECT slug, method, path, summary, deprecated FROM operations
         WHERE specification_id = $1 AND (tag_position, position) < ($2, $3)
           AND (internal = $4 OR internal = FALSE)
         ORDER BY tag_position DESC, position DESC LIMIT 1");
    neighbour(conn, before, id, row, internal).await
}

/// The operation after one in the order of the sidebar.
pub async fn next_operation(
    conn: &mut Conn,
    id: SpecificationId,
    row: &OperationRow,
    internal: bool,
) -> Result<Option<OperationLink>, DbError> {
    let after = sql("SELECT slug, method, path, summary, deprecated FROM operations
         WHERE specification_id = $1 AND (tag_position, position) > ($2, $3)
           AND (internal = $4 OR internal = FALSE)
         ORDER BY tag_position, position LIMIT 1");
    neighbour(conn, after, id, row, internal).await
}

async fn neighbour(
    conn: &mut Conn,
    statement: Statement,
    id: SpecificationId,
    row: &OperationRow,
    internal: bool,
) -> Result<Option<OperationLink>, DbError> {
    let statement = statement.bind(id).bind(row.tag_position).bind(row.position).bind(internal);
    let found: Option<LinkRow> = statement.optional(conn).await?;
    Ok(found.map(link))
}

/// The slug of the operation that the document calls `operation_id`.
pub async fn slug_of(
    conn: &mut Conn,
    id: SpecificationId,
    operation_id: &str,
    internal: bool,
) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> = sql("SELECT slug FROM operations
         WHERE specification_id = $1 AND operation_id = $2 AND (internal = $3 OR internal = FALSE)
         ORDER BY position LIMIT 1")
    .bind(id)
    .bind(operation_id)
    .bind(internal)
    .optional(conn)
    .await?;
    Ok(row.map(|(slug,)| slug))
}

/// The versions of a product whose readers see an operation with this slug.
pub async fn versions_with(
    conn: &mut Conn,
    product: ProductId,
    slug: &str,
    internal: bool,
) -> Result<Vec<VersionId>, DbError> {
    let rows: Vec<(Uuid,)> = sql("SELECT v.id FROM product_versions v
         JOIN specifications s ON s.version_id = v.id AND s.current_at IS NOT NULL
         JOIN operations o ON o.specification_id = s.id AND o.slug = $2
         WHERE v.product_id = $1 AND (o.internal = $3 OR o.internal = FALSE)")
    .bind(product)
    .bind(slug)
    .bind(internal)
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(|(id,)| VersionId(id)).collect())
}

#[derive(sqlx::FromRow)]
pub struct OperationRow {
    pub slug: String,
    pub method: String,
    pub path: String,
    pub operation_id: Option<String>,
    pub summary: String,
    pub tag: String,
    pub tag_position: i64,
    pub position: i64,
    pub deprecated: bool,
    pub internal: bool,
    pub webhook: bool,
    pub detail: String,
}

pub async fn operation(
    conn: &mut Conn,
    id: SpecificationId,
    slug: &str,
    internal: bool,
) -> Result<Option<OperationRow>, DbError> {
    sql("SELECT slug, method, path, operation_id, summary, tag, tag_position, position, deprecated, internal,
                webhook, detail
         FROM operations
         WHERE specification_id = $1 AND slug = $2 AND (internal = $3 OR internal = FALSE)")
    .bind(id)
    .bind(slug)
    .bind(internal)
    .optional(conn)
    .await
}

/// Pointers fetched by one statement.
const AT_ONCE: usize = 16;

/// The shared parts under these pointers, as JSON text.
pub async fn parts(
    conn: &mut Conn,
    id: SpecificationId,
    pointers: &[String],
) -> Result<Vec<(String, String)>, DbError> {
    let mut found = Vec::new();
    for pointers in pointers.chunks(AT_ONCE) {
        let mut statement =
            sql("SELECT pointer, body FROM schemas WHERE specification_id = $1 AND pointer IN
                ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)")
            .bind(id);
        for position in 0..AT_ONCE {
            statement = statement.bind(pointers.get(position).cloned());
        }
        found.extend(statement.all::<(String, String)>(conn).await?);
    }
    Ok(found)
}

/// The document's named schemas, as pointer and name.
pub async fn schema_names(
    conn: &mut Conn,
    id: SpecificationId,
    limit: i64,
) -> Result<Vec<(String, String)>, DbError> {
    sql("SELECT pointer, name FROM schemas
         WHERE specification_id = $1 AND kind = 'Schema Object'
           AND (pointer LIKE '#/components/schemas/%' OR pointer LIKE '#/definitions/%')
           AND pointer NOT LIKE '#/components/schemas/%/%' AND pointer NOT LIKE '#/definitions/%/%'
         ORDER BY name LIMIT $2")
    .bind(id)
    .bind(limit)
    .all(conn)
    .await
}

/// What the document says before its operations.
pub async fn overview(conn: &mut Conn, id: SpecificationId) -> Result<Overview, DbError> {
    let row: (serde_json::Value,) =
        sql("SELECT overview FROM specifications WHERE id = $1").bind(id).one(conn).await?;
    serde_json::from_value(row.0)
        .map_err(|error| DbError::Corrupt(format!("overview of a specification: {error}")))
}

/// Such as "OpenAPI 3.1".
pub async fn format(conn: &mut Conn, id: SpecificationId) -> Result<String, DbError> {
    let row: (String,) = sql("SELECT format FROM specifications WHERE id = $1").bind(id).one(conn).await?;
    Ok(row.0)
}

/// Of the products that the reader sees: where operations of published and deprecated versions stand, by product; none that is internal.
pub async fn operation_addresses(
    conn: &mut Conn,
    sight: Sight,
    limit: i64,
) -> Result<Vec<OperationAddress>, DbError> {
    let rows: Vec<(String, String, String)> = sql(concat!(
        "SELECT p.slug, v.slug, o.slug FROM products p
         JOIN product_versions v ON v.product_id = p.id AND v.lifecycle IN ('published', 'deprecated')
         JOIN specifications s ON s.version_id = v.id AND s.current_at IS NOT NULL
         JOIN operations o ON o.specification_id = s.id AND o.internal = FALSE
         WHERE p.live_versions > 0 AND ",
        seen_by!("$1", "$2"),
        "
         ORDER BY p.sort_key, p.id, v.id, o.position LIMIT $3"
    ))
    .bind(sight.is_admin())
    .bind(sight.reader())
    .bind(limit)
    .all(conn)
    .await?;
    let address = |(product, version, operation)| OperationAddress { product, version, operation };
    Ok(rows.into_iter().map(address).collect())
}
