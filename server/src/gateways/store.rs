use crate::db::{Conn, DbError, sql};
use app::{
    gateways::{Gateway, GatewayKind, GatewayTarget, NewGateway},
    id::GatewayId,
    time::Timestamp,
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct GatewayRow {
    id: Uuid,
    name: String,
    kind: String,
    last_four: String,
    created_at: Timestamp,
    created_by: String,
    last_asked_at: Option<Timestamp>,
}

impl From<GatewayRow> for Gateway {
    fn from(row: GatewayRow) -> Self {
        Self {
            id: GatewayId(row.id),
            name: row.name,
            // A kind of a later version shows no configuration here.
            kind: GatewayKind::parse(&row.kind).unwrap_or_default(),
            last_four: row.last_four,
            created_at: row.created_at,
            created_by: row.created_by,
            last_asked_at: row.last_asked_at,
        }
    }
}

pub async fn list(conn: &mut Conn) -> Result<Vec<Gateway>, DbError> {
    let rows: Vec<GatewayRow> = sql(
        "SELECT id, name, kind, last_four, created_at, created_by, last_asked_at FROM gateways ORDER BY name, id",
    )
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(Gateway::from).collect())
}

pub async fn find(conn: &mut Conn, id: GatewayId) -> Result<Option<Gateway>, DbError> {
    let row: Option<GatewayRow> = sql(
        "SELECT id, name, kind, last_four, created_at, created_by, last_asked_at FROM gateways WHERE id = $1",
    )
    .bind(id)
    .optional(conn)
    .await?;
    Ok(row.map(Gateway::from))
}

pub async fn insert(
    conn: &mut Conn,
    id: GatewayId,
    now: Timestamp,
    new: &NewGateway,
    hash: [u8; 32],
    last_four: &str,
    created_by: &str,
) -> Result<(), DbError> {
    sql("INSERT INTO gateways (id, name, hash, last_four, created_at, created_by, kind)
         VALUES ($1, $2, $3, $4, $5, $6, $7)")
    .bind(id)
    .bind(new.name.trim())
    .bind(hash)
    .bind(last_four)
    .bind(now)
    .bind(created_by)
    .bind(new.kind.as_str())
    .execute(conn)
    .await
    .map(drop)
}

pub async fn delete(conn: &mut Conn, id: GatewayId) -> Result<(), DbError> {
    sql("DELETE FROM gateways WHERE id = $1").bind(id).execute(conn).await.map(drop)
}

pub async fn by_hash(conn: &mut Conn, hash: [u8; 32]) -> Result<Option<GatewayId>, DbError> {
    let row: Option<(Uuid,)> =
        sql("SELECT id FROM gateways WHERE hash = $1").bind(hash).optional(conn).await?;
    Ok(row.map(|row| GatewayId(row.0)))
}

/// It asked for a verdict at this moment.
pub async fn asked(conn: &mut Conn, id: GatewayId, at: Timestamp) -> Result<(), DbError> {
    sql("UPDATE gateways SET last_asked_at = $2 WHERE id = $1")
        .bind(id)
        .bind(at)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn targets(conn: &mut Conn) -> Result<Vec<GatewayTarget>, DbError> {
    let rows: Vec<(String, String, String, String)> = sql("SELECT p.slug, v.slug, p.title, v.name
         FROM product_versions v JOIN products p ON p.id = v.product_id
         WHERE v.lifecycle IN ('published', 'deprecated') ORDER BY p.title, v.created_at LIMIT 1000")
    .all(conn)
    .await?;
    let target = |(product_slug, version_slug, title, name)| GatewayTarget {
        product_slug,
        version_slug,
        title: format!("{title} {name}"),
    };
    Ok(rows.into_iter().map(target).collect())
}
