use crate::db::{Conn, DbError, sql};
use app::{
    approvals::{InboxItem, InboxKey, InboxRequest},
    id::{DeveloperId, RegistrationId},
    page::PageRequest,
    time::Timestamp,
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct InboxRow {
    kind: String,
    id: Uuid,
    full_name: String,
    email: String,
    since: Timestamp,
    team: Option<String>,
    application: Option<String>,
    product: Option<String>,
    version: Option<String>,
    purpose: Option<String>,
}

impl From<InboxRow> for InboxItem {
    fn from(row: InboxRow) -> Self {
        let key = if row.kind == "developer" {
            InboxKey::Developer(DeveloperId(row.id))
        } else {
            InboxKey::Registration(RegistrationId(row.id))
        };
        let request = row.application.map(|application| InboxRequest {
            application,
            target: format!("{} {}", row.product.unwrap_or_default(), row.version.unwrap_or_default()),
            purpose: row.purpose.unwrap_or_default(),
        });
        Self { key, full_name: row.full_name, email: row.email, since: row.since, team: row.team, request }
    }
}

/// Longest waiting first.
pub async fn waiting(conn: &mut Conn, page: PageRequest) -> Result<Vec<InboxItem>, DbError> {
    let rows: Vec<InboxRow> = sql("SELECT * FROM (
             SELECT CAST('developer' AS TEXT) AS kind, d.id, d.full_name, d.email,
                    coalesce(d.pending_at, d.created_at) AS since, CAST(NULL AS TEXT) AS team,
                    CAST(NULL AS TEXT) AS application,
                    CAST(NULL AS TEXT) AS product, CAST(NULL AS TEXT) AS version,
                    CAST(NULL AS TEXT) AS purpose
             FROM developers d WHERE d.status = 'pending'
             UNION ALL
             SELECT CAST('registration' AS TEXT) AS kind, r.id,
                    coalesce(asker.full_name, d.full_name, t.name) AS full_name,
                    coalesce(asker.email, d.email, '') AS email,
                    r.requested_at AS since, t.name AS team, a.name AS application, p.title AS product,
                    v.name AS version, r.purpose
             FROM registrations r
             JOIN applications a ON a.id = r.application_id
             LEFT JOIN developers d ON d.id = a.owner_id LEFT JOIN teams t ON t.id = a.team_id
             LEFT JOIN developers asker ON asker.id = r.requested_by
             JOIN product_versions v ON v.id = r.version_id JOIN products p ON p.id = v.product_id
             WHERE r.status = 'pending'
         ) waiting ORDER BY since, id LIMIT $1 OFFSET $2")
    .bind(page.limit())
    .bind(page.offset())
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(InboxItem::from).collect())
}

pub async fn count(conn: &mut Conn) -> Result<i64, DbError> {
    let developers = sql("SELECT count(*) FROM developers WHERE status = 'pending'").count(conn).await?;
    let registrations =
        sql("SELECT count(*) FROM registrations WHERE status = 'pending'").count(conn).await?;
    Ok(developers + registrations)
}
