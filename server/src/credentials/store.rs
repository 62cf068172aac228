use crate::db::{Conn, DbError, sql};
use app::{
    auth_strategies::StrategyKind,
    credentials::{Credential, CredentialStatus, ending::due_reminder},
    id::{ApplicationId, CredentialId, DeveloperId, VersionId},
    time::Timestamp,
};
use uuid::Uuid;

/// The application whose keys are meant.
#[derive(Debug)]
pub struct Owner {
    pub id: ApplicationId,
    pub slug: String,
    pub name: String,
    pub kind: StrategyKind,
}

/// One that the developer or a team of theirs owns.
pub async fn application(
    conn: &mut Conn,
    slug: &str,
    developer: DeveloperId,
) -> Result<Option<Owner>, DbError> {
    let row: Option<(Uuid, String, String, String)> =
        sql("SELECT a.id, a.slug, a.name, s.kind FROM applications a
         JOIN auth_strategies s ON s.id = a.auth_strategy_id WHERE a.slug = $1 AND (a.owner_id = $2
            OR a.team_id IN (SELECT team_id FROM team_members WHERE developer_id = $2))")
        .bind(slug)
        .bind(developer)
        .optional(conn)
        .await?;
    row.map(|(id, slug, name, kind)| {
        let kind =
            StrategyKind::parse(&kind).ok_or_else(|| DbError::Corrupt(format!("strategy kind {kind:?}")))?;
        Ok(Owner { id: ApplicationId(id), slug, name, kind })
    })
    .transpose()
}

#[derive(sqlx::FromRow)]
struct CredentialRow {
    id: Uuid,
    name: String,
    prefix: String,
    last_four: String,
    created_at: Timestamp,
    expires_at: Option<Timestamp>,
    retiring_until: Option<Timestamp>,
    revoked_at: Option<Timestamp>,
    last_used_at: Option<Timestamp>,
    replaced_at: Option<Timestamp>,
}

impl CredentialRow {
    fn at(self, now: Timestamp) -> Credential {
        let status = CredentialStatus::derive(now, self.expires_at, self.retiring_until, self.revoked_at);
        let due = self.expires_at.and_then(|end| due_reminder(now, self.created_at, end));
        Credential {
            id: CredentialId(self.id),
            name: self.name,
            prefix: self.prefix,
            last_four: self.last_four,
            created_at: self.created_at,
            last_used_at: self.last_used_at,
            expires_at: self.expires_at,
            replaced_at: self.replaced_at,
            ends_soon: status == CredentialStatus::Active && due.is_some(),
            status,
        }
    }
}

/// Newest first.
pub async fn list(
    conn: &mut Conn,
    application: ApplicationId,
    now: Timestamp,
) -> Result<Vec<Credential>, DbError> {
    let rows: Vec<CredentialRow> =
        sql("SELECT c.id, c.name, c.prefix, c.last_four, c.created_at, c.expires_at,
                c.retiring_until, c.revoked_at, n.created_at AS replaced_at,
                (SELECT max(u.last_at) FROM credential_uses u WHERE u.credential_id = c.id) AS last_used_at
         FROM credentials c LEFT JOIN credentials n ON n.id = c.replaced_by WHERE c.application_id = $1 ORDER BY c.created_at DESC, c.id DESC")
        .bind(application)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.at(now)).collect())
}

pub async fn find(
    conn: &mut Conn,
    application: ApplicationId,
    id: CredentialId,
    now: Timestamp,
) -> Result<Option<Credential>, DbError> {
    let row: Option<CredentialRow> =
        sql("SELECT c.id, c.name, c.prefix, c.last_four, c.created_at, c.expires_at,
                c.retiring_until, c.revoked_at, n.created_at AS replaced_at,
                (SELECT max(u.last_at) FROM credential_uses u WHERE u.credential_id = c.id) AS last_used_at
         FROM credentials c LEFT JOIN credentials n ON n.id = c.replaced_by WHERE c.application_id = $1 AND c.id = $2")
        .bind(application)
        .bind(id)
        .optional(conn)
        .await?;
    Ok(row.map(|row| row.at(now)))
}

#[derive(Debug)]
pub struct NewRow<'a> {
    pub id: CredentialId,
    pub application: ApplicationId,
    pub hash: [u8; 32],
    pub name: &'a str,
    pub prefix: &'a str,
    pub last_four: &'a str,
    pub expires_at: Option<Timestamp>,
}

pub async fn insert(conn: &mut Conn, now: Timestamp, new: &NewRow<'_>) -> Result<(), DbError> {
    sql("INSERT INTO credentials (id, application_id, hash, name, prefix, last_four, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(new.id)
    .bind(new.application)
    .bind(new.hash)
    .bind(new.name)
    .bind(new.prefix)
    .bind(new.last_four)
    .bind(now)
    .bind(new.expires_at)
    .execute(conn)
    .await
    .map(drop)
}

pub async fn rename(conn: &mut Conn, id: CredentialId, name: &str) -> Result<(), DbError> {
    sql("UPDATE credentials SET name = $2 WHERE id = $1").bind(id).bind(name).execute(conn).await.map(drop)
}

pub async fn retire(
    conn: &mut Conn,
    id: CredentialId,
    until: Timestamp,
    replaced_by: CredentialId,
) -> Result<(), DbError> {
    sql("UPDATE credentials SET retiring_until = $2, replaced_by = $3 WHERE id = $1")
        .bind(id)
        .bind(until)
        .bind(replaced_by)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn revoke(conn: &mut Conn, id: CredentialId, now: Timestamp, by: &str) -> Result<(), DbError> {
    sql("UPDATE credentials SET revoked_at = $2, revoked_by = $3 WHERE id = $1 AND revoked_at IS NULL")
        .bind(id)
        .bind(now)
        .bind(by)
        .execute(conn)
        .await
        .map(drop)
}

/// What the "Call it" panel says about one version the application is registered for.
#[derive(Debug, sqlx::FromRow)]
pub struct PanelRow {
    pub version_id: Uuid,
    pub product_slug: String,
    pub version_slug: String,
    pub product_title: String,
    pub version_name: String,
    pub sample_path: Option<String>,
    pub sample_detail: Option<serde_json::Value>,
    pub overview: Option<serde_json::Value>,
    pub first_at: Option<Timestamp>,
    pub last_at: Option<Timestamp>,
}

pub async fn panels(conn: &mut Conn, application: ApplicationId) -> Result<Vec<PanelRow>, DbError> {
    sql("SELECT v.id AS version_id, p.slug AS product_slug, v.slug AS version_slug, p.title AS product_title,
                v.name AS version_name, o.path AS sample_path, o.detail AS sample_detail, sp.overview,
                COALESCE(tu.first_at,
                (SELECT min(u.first_at) FROM credential_uses u JOIN credentials c ON c.id = u.credential_id
                 WHERE c.application_id = r.application_id AND u.version_id = v.id)) AS first_at,
                COALESCE(tu.last_at,
                (SELECT max(u.last_at) FROM credential_uses u JOIN credentials c ON c.id = u.credential_id
                 WHERE c.application_id = r.application_id AND u.version_id = v.id)) AS last_at
         FROM registrations r
         JOIN product_versions v ON v.id = r.version_id
         JOIN products p ON p.id = v.product_id
         LEFT JOIN token_uses tu ON tu.application_id = r.application_id AND tu.version_id = v.id
         LEFT JOIN specifications sp ON sp.id = (
             SELECT s.id FROM specifications s WHERE s.version_id = v.id AND s.current_at IS NOT NULL
             ORDER BY s.current_at DESC, s.id DESC LIMIT 1)
         LEFT JOIN operations o ON o.id = (
             SELECT op.id FROM operations op
             WHERE op.specification_id = sp.id AND lower(op.method) = 'get' AND op.path NOT LIKE '%{%'
             ORDER BY op.position LIMIT 1)
         WHERE r.application_id = $1 ORDER BY r.requested_at, r.id")
    .bind(application)
    .all(conn)
    .await
}

/// When each version was first called with any key or token of the application.
pub async fn first_calls(
    conn: &mut Conn,
    application: ApplicationId,
) -> Result<Vec<(VersionId, Option<Timestamp>)>, DbError> {
    let rows: Vec<(Uuid, Option<Timestamp>)> = sql("SELECT r.version_id,
                COALESCE(tu.first_at,
                (SELECT min(u.first_at) FROM credential_uses u JOIN credentials c ON c.id = u.credential_id
                 WHERE c.application_id = r.application_id AND u.version_id = r.version_id)) AS first_at
         FROM registrations r
         LEFT JOIN token_uses tu ON tu.application_id = r.application_id AND tu.version_id = r.version_id
         WHERE r.application_id = $1")
    .bind(application)
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(|(id, at)| (VersionId(id), at)).collect())
}

/// A key that ends within some time, whichever way.
#[derive(Debug, sqlx::FromRow)]
pub struct EndingRow {
    pub id: Uuid,
    pub application_id: Uuid,
    pub application_slug: String,
    pub application_name: String,
    pub name: String,
    pub prefix: String,
    pub last_four: String,
    pub created_at: Timestamp,
    pub replaced_at: Option<Timestamp>,
    pub ends_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
    /// So many hours before this end its people were last told of it.
    pub told_hours: Option<i64>,
}

/// Those whose end comes after `now` and not after `until`, in the order of their applications.
pub async fn ending(conn: &mut Conn, now: Timestamp, until: Timestamp) -> Result<Vec<EndingRow>, DbError> {
    sql("SELECT e.id, e.application_id, a.slug AS application_slug, a.name AS application_name, e.name, e.prefix,
                e.last_four, e.created_at, n.created_at AS replaced_at, e.ends_at,
                (SELECT max(u.last_at) FROM credential_uses u WHERE u.credential_id = e.id) AS last_used_at,
                (SELECT min(r.hours_before) FROM key_reminders r
                 WHERE r.credential_id = e.id AND r.ends_at = e.ends_at) AS told_hours
         FROM (SELECT c.id, c.application_id, c.name, c.prefix, c.last_four, c.created_at, c.replaced_by,
                      CASE WHEN c.expires_at IS NULL OR c.retiring_until < c.expires_at
                           THEN c.retiring_until ELSE c.expires_at END AS ends_at
               FROM credentials c WHERE c.revoked_at IS NULL
                 AND ((c.expires_at > $1 AND c.expires_at <= $2)
                   OR (c.retiring_until > $1 AND c.retiring_until <= $2))) e
         JOIN applications a ON a.id = e.application_id
         LEFT JOIN credentials n ON n.id = e.replaced_by
         WHERE e.ends_at > $1 ORDER BY e.application_id, e.ends_at, e.id")
    .bind(now)
    .bind(until)
    .all(conn)
    .await
}

/// False where somebody else was faster.
pub async fn insert_reminder(
    conn: &mut Conn,
    now: Timestamp,
    credential: Uuid,
    ends_at: Timestamp,
    hours_before: i64,
) -> Result<bool, DbError> {
    let inserted = sql("INSERT INTO key_reminders (credential_id, ends_at, hours_before, enqueued_at)
         VALUES ($1, $2, $3, $4) ON CONFLICT (credential_id, ends_at, hours_before) DO NOTHING")
    .bind(credential)
    .bind(ends_at)
    .bind(hours_before)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(inserted > 0)
}

/// A key by its hash, with the application that it belongs to.
pub async fn by_hash(
    conn: &mut Conn,
    hash: [u8; 32],
    now: Timestamp,
) -> Result<Option<(Owner, Credential)>, DbError> {
    let row: Option<(Uuid, Uuid, String, String)> =
        sql("SELECT c.id, a.id, a.slug, a.name FROM credentials c
             JOIN applications a ON a.id = c.application_id WHERE c.hash = $1")
        .bind(hash)
        .optional(conn)
        .await?;
    let Some((id, application, slug, name)) = row else { return Ok(None) };
    // Only applications that use API keys have keys.
    let owner = Owner { id: ApplicationId(application), slug, name, kind: StrategyKind::KeyAuth };
    Ok(find(conn, owner.id, CredentialId(id), now).await?.map(|credential| (owner, credential)))
}
