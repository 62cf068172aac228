use crate::db::{Conn, DbError, sql};
use app::{
    id::{DeveloperId, IdentityId, IdentityProviderId},
    identity_providers::{Identity, ProviderSettings, SignInProvider},
    time::Timestamp,
};
use uuid::Uuid;

/// A provider as it is kept.
#[derive(Debug, Clone)]
pub struct Kept {
    pub id: IdentityProviderId,
    pub slug: String,
    pub settings: ProviderSettings,
    /// Encrypted.
    pub secret: Option<Vec<u8>>,
    pub identities: u64,
    pub created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct ProviderRow {
    id: Uuid,
    slug: String,
    settings: serde_json::Value,
    secret: Option<Vec<u8>>,
    identities: i64,
    created_at: Timestamp,
}

impl TryFrom<ProviderRow> for Kept {
    type Error = DbError;
    fn try_from(row: ProviderRow) -> Result<Self, DbError> {
        let corrupt =
            |error: serde_json::Error| DbError::Corrupt(format!("identity provider {}: {error}", row.id));
        Ok(Self {
            id: IdentityProviderId(row.id),
            slug: row.slug,
            settings: serde_json::from_value(row.settings).map_err(corrupt)?,
            secret: row.secret,
            identities: row.identities.unsigned_abs(),
            created_at: row.created_at,
        })
    }
}

pub async fn list(conn: &mut Conn) -> Result<Vec<Kept>, DbError> {
    let rows: Vec<ProviderRow> = sql("SELECT p.id, p.slug, p.settings, p.secret, p.created_at,
                (SELECT count(*) FROM identities i WHERE i.provider_id = p.id) AS identities
         FROM identity_providers p ORDER BY p.name, p.id")
    .all(conn)
    .await?;
    rows.into_iter().map(Kept::try_from).collect()
}

pub async fn find(conn: &mut Conn, id: IdentityProviderId) -> Result<Option<Kept>, DbError> {
    let row: Option<ProviderRow> = sql("SELECT p.id, p.slug, p.settings, p.secret, p.created_at,
                (SELECT count(*) FROM identities i WHERE i.provider_id = p.id) AS identities
         FROM identity_providers p WHERE p.id = $1")
    .bind(id)
    .optional(conn)
    .await?;
    row.map(Kept::try_from).transpose()
}

pub async fn find_by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Kept>, DbError> {
    let row: Option<ProviderRow> = sql("SELECT p.id, p.slug, p.settings, p.secret, p.created_at,
                (SELECT count(*) FROM identities i WHERE i.provider_id = p.id) AS identities
         FROM identity_providers p WHERE p.slug = $1")
    .bind(slug)
    .optional(conn)
    .await?;
    row.map(Kept::try_from).transpose()
}

/// Those that the sign-in page offers.
pub async fn offered(conn: &mut Conn) -> Result<Vec<SignInProvider>, DbError> {
    let rows: Vec<(String, String)> =
        sql("SELECT slug, name FROM identity_providers WHERE enabled ORDER BY name, id").all(conn).await?;
    Ok(rows.into_iter().map(|(slug, name)| SignInProvider { slug, name }).collect())
}

pub async fn issuers(conn: &mut Conn) -> Result<Vec<String>, DbError> {
    let rows: Vec<(String,)> = sql("SELECT issuer FROM identity_providers WHERE enabled").all(conn).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

pub async fn count_enabled(conn: &mut Conn) -> Result<i64, DbError> {
    sql("SELECT count(*) FROM identity_providers WHERE enabled").count(conn).await
}

pub async fn insert(
    conn: &mut Conn,
    now: Timestamp,
    id: IdentityProviderId,
    slug: &str,
    settings: &ProviderSettings,
    secret: Option<Vec<u8>>,
) -> Result<(), DbError> {
    sql("INSERT INTO identity_providers (id, slug, name, issuer, enabled, settings, secret, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)")
    .bind(id)
    .bind(slug)
    .bind(settings.name.as_str())
    .bind(settings.issuer.as_str())
    .bind(settings.enabled)
    .bind(stored(settings)?)
    .bind(secret)
    .bind(now)
    .execute(conn)
    .await
    .map(drop)
}

pub async fn update(
    conn: &mut Conn,
    now: Timestamp,
    id: IdentityProviderId,
    settings: &ProviderSettings,
    secret: Option<Vec<u8>>,
) -> Result<(), DbError> {
    sql("UPDATE identity_providers
         SET name = $2, issuer = $3, enabled = $4, settings = $5, secret = $6, updated_at = $7 WHERE id = $1")
    .bind(id)
    .bind(settings.name.as_str())
    .bind(settings.issuer.as_str())
    .bind(settings.enabled)
    .bind(stored(settings)?)
    .bind(secret)
    .bind(now)
    .execute(conn)
    .await
    .map(drop)
}

fn stored(settings: &ProviderSettings) -> Result<serde_json::Value, DbError> {
    serde_json::to_value(settings).map_err(|error| DbError::Corrupt(error.to_string()))
}

/// Takes identities along, and the sessions that rest on them.
pub async fn delete(conn: &mut Conn, id: IdentityProviderId) -> Result<(), DbError> {
    sql("DELETE FROM identity_providers WHERE id = $1").bind(id).execute(conn).await.map(drop)
}

/// People with an identity at this provider who could sign in in no other way.
pub async fn stranded(conn: &mut Conn, id: IdentityProviderId) -> Result<i64, DbError> {
    sql("SELECT count(DISTINCT d.id) FROM identities i JOIN developers d ON d.id = i.developer_id
         WHERE i.provider_id = $1 AND d.password_hash IS NULL
           AND NOT EXISTS (SELECT 1 FROM identities o JOIN identity_providers p ON p.id = o.provider_id
                           WHERE o.developer_id = d.id AND o.provider_id <> $1 AND p.enabled)")
    .bind(id)
    .count(conn)
    .await
}

#[derive(sqlx::FromRow)]
struct IdentityRow {
    id: Uuid,
    provider: String,
    provider_slug: String,
    issuer: String,
    subject: String,
    email: Option<String>,
    full_name: String,
    created_at: Timestamp,
    last_sign_in_at: Timestamp,
    note: Option<String>,
}

impl From<IdentityRow> for Identity {
    fn from(row: IdentityRow) -> Self {
        Self {
            id: IdentityId(row.id),
            provider: row.provider,
            provider_slug: row.provider_slug,
            issuer: row.issuer,
            subject: row.subject,
            email: row.email,
            full_name: row.full_name,
            created_at: row.created_at,
            last_sign_in_at: row.last_sign_in_at,
            note: row.note,
        }
    }
}

/// Last ones first; at most 200.
pub async fn identities_at(conn: &mut Conn, provider: IdentityProviderId) -> Result<Vec<Identity>, DbError> {
    let rows: Vec<IdentityRow> = sql("SELECT i.id, p.name AS provider, p.slug AS provider_slug, i.issuer, i.subject,
                i.email, d.full_name, i.created_at, i.last_sign_in_at, i.note
         FROM identities i JOIN identity_providers p ON p.id = i.provider_id JOIN developers d ON d.id = i.developer_id
         WHERE i.provider_id = $1 ORDER BY i.last_sign_in_at DESC, i.id LIMIT 200")
    .bind(provider)
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(Identity::from).collect())
}

pub async fn identities_of(conn: &mut Conn, developer: DeveloperId) -> Result<Vec<Identity>, DbError> {
    let rows: Vec<IdentityRow> = sql("SELECT i.id, p.name AS provider, p.slug AS provider_slug, i.issuer, i.subject,
                i.email, d.full_name, i.created_at, i.last_sign_in_at, i.note
         FROM identities i JOIN identity_providers p ON p.id = i.provider_id JOIN developers d ON d.id = i.developer_id
         WHERE i.developer_id = $1 ORDER BY p.name, i.id")
    .bind(developer)
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(Identity::from).collect())
}

pub async fn has_enabled_identity(conn: &mut Conn, developer: DeveloperId) -> Result<bool, DbError> {
    let count = sql("SELECT count(*) FROM identities i JOIN identity_providers p ON p.id = i.provider_id
         WHERE i.developer_id = $1 AND p.enabled")
    .bind(developer)
    .count(conn);
    Ok(count.await? > 0)
}

/// Whose identity this is.
pub async fn find_identity(
    conn: &mut Conn,
    issuer: &str,
    subject: &str,
) -> Result<Option<(IdentityId, DeveloperId)>, DbError> {
    let row: Option<(Uuid, Uuid)> =
        sql("SELECT id, developer_id FROM identities WHERE issuer = $1 AND subject = $2")
            .bind(issuer)
            .bind(subject)
            .optional(conn)
            .await?;
    Ok(row.map(|(id, developer)| (IdentityId(id), DeveloperId(developer))))
}

/// An identity to be.
#[derive(Debug)]
pub struct NewIdentity<'a> {
    pub id: IdentityId,
    pub provider: IdentityProviderId,
    pub issuer: &'a str,
    pub subject: &'a str,
    pub developer: DeveloperId,
}

pub async fn insert_identity(conn: &mut Conn, now: Timestamp, new: NewIdentity<'_>) -> Result<(), DbError> {
    sql("INSERT INTO identities (id, provider_id, issuer, subject, developer_id, created_at, last_sign_in_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)")
    .bind(new.id)
    .bind(new.provider)
    .bind(new.issuer)
    .bind(new.subject)
    .bind(new.developer)
    .bind(now)
    .execute(conn)
    .await
    .map(drop)
}

/// What the provider said this time.
pub async fn seen(
    conn: &mut Conn,
    id: IdentityId,
    now: Timestamp,
    email: Option<&str>,
    note: Option<&str>,
) -> Result<(), DbError> {
    sql("UPDATE identities SET last_sign_in_at = $2, email = $3, note = $4 WHERE id = $1")
        .bind(id)
        .bind(now)
        .bind(email)
        .bind(note)
        .execute(conn)
        .await
        .map(drop)
}

/// A sign-in under way.
#[derive(Debug)]
pub struct NewAttempt<'a> {
    pub state: [u8; 32],
    pub browser: [u8; 32],
    pub provider: IdentityProviderId,
    pub developer: Option<DeveloperId>,
    pub return_to: &'a str,
    pub expires_at: Timestamp,
}

pub async fn insert_attempt(conn: &mut Conn, now: Timestamp, new: NewAttempt<'_>) -> Result<(), DbError> {
    sql("DELETE FROM sign_in_attempts WHERE expires_at < $1").bind(now).execute(conn).await?;
    sql("INSERT INTO sign_in_attempts (state_hash, browser_hash, provider_id, developer_id, return_to, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)")
    .bind(new.state)
    .bind(new.browser)
    .bind(new.provider)
    .bind(new.developer)
    .bind(new.return_to)
    .bind(now)
    .bind(new.expires_at)
    .execute(conn)
    .await
    .map(drop)
}

#[derive(Debug)]
pub struct Attempt {
    pub provider: IdentityProviderId,
    pub developer: Option<DeveloperId>,
    pub return_to: String,
}

/// Uses the attempt up: the same one is never found twice, whatever becomes of the sign-in.
pub async fn take_attempt(
    conn: &mut Conn,
    state: [u8; 32],
    browser: [u8; 32],
    now: Timestamp,
) -> Result<Option<Attempt>, DbError> {
    let row: Option<(Uuid, Option<Uuid>, String)> = sql("DELETE FROM sign_in_attempts
         WHERE state_hash = $1 AND browser_hash = $2 AND expires_at > $3
         RETURNING provider_id, developer_id, return_to")
    .bind(state)
    .bind(browser)
    .bind(now)
    .optional(conn)
    .await?;
    Ok(row.map(|(provider, developer, return_to)| Attempt {
        provider: IdentityProviderId(provider),
        developer: developer.map(DeveloperId),
        return_to,
    }))
}
