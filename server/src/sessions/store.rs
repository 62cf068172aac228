use crate::db::{Conn, DbError, sql};
use app::{
    actor::{Role, SignedIn},
    id::{DeveloperId, IdentityId, IdentityProviderId, SessionId},
    sessions::Session,
    time::Timestamp,
};
use uuid::Uuid;

/// A session to be.
#[derive(Debug)]
pub struct NewSession<'a> {
    pub id: SessionId,
    pub hash: [u8; 32],
    pub developer_id: DeveloperId,
    pub expires_at: Timestamp,
    pub address: Option<&'a str>,
    pub device: Option<&'a str>,
    pub identity: Option<IdentityId>,
    /// The provider's own session.
    pub provider_session: Option<&'a str>,
}

pub async fn insert(conn: &mut Conn, now: Timestamp, new: NewSession<'_>) -> Result<(), DbError> {
    sql("INSERT INTO sessions (id, hash, developer_id, created_at, authenticated_at, seen_at, expires_at, address,
                               device, identity_id, provider_session)
         VALUES ($1, $2, $3, $4, $4, $4, $5, $6, $7, $8, $9)")
    .bind(new.id)
    .bind(new.hash)
    .bind(new.developer_id)
    .bind(now)
    .bind(new.expires_at)
    .bind(new.address)
    .bind(new.device)
    .bind(new.identity)
    .bind(new.provider_session)
    .execute(conn)
    .await
    .map(drop)
}

#[derive(sqlx::FromRow)]
struct OwnerRow {
    session_id: Uuid,
    authenticated_at: Timestamp,
    seen_at: Timestamp,
    expires_at: Timestamp,
    id: Uuid,
    full_name: String,
    email: String,
    role: String,
}

/// A session and its approved owner.
#[derive(Debug)]
pub struct Owned {
    pub session_id: SessionId,
    pub seen_at: Timestamp,
    pub expires_at: Timestamp,
    pub owner: SignedIn,
}

/// Absent also while the owner is not approved.
pub async fn owned(conn: &mut Conn, hash: [u8; 32]) -> Result<Option<Owned>, DbError> {
    let row: Option<OwnerRow> =
        sql("SELECT s.id AS session_id, s.authenticated_at, s.seen_at, s.expires_at, d.id, d.full_name, d.email, d.role
             FROM sessions s JOIN developers d ON d.id = s.developer_id
             WHERE s.hash = $1 AND d.status = 'approved'")
        .bind(hash)
        .optional(conn)
        .await?;
    row.map(|row| {
        let role = Role::parse(&row.role)
            .ok_or_else(|| DbError::Corrupt(format!("role of developer {}", row.id)))?;
        Ok(Owned {
            session_id: SessionId(row.session_id),
            seen_at: row.seen_at,
            expires_at: row.expires_at,
            owner: SignedIn {
                developer_id: DeveloperId(row.id),
                full_name: row.full_name,
                email: row.email,
                role,
                authenticated_at: Some(row.authenticated_at),
            },
        })
    })
    .transpose()
}

pub async fn touch(conn: &mut Conn, id: SessionId, now: Timestamp) -> Result<(), DbError> {
    sql("UPDATE sessions SET seen_at = $2 WHERE id = $1").bind(id).bind(now).execute(conn).await.map(drop)
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: Uuid,
    created_at: Timestamp,
    seen_at: Timestamp,
    expires_at: Timestamp,
    address: Option<String>,
    device: Option<String>,
}

/// Those that have neither run out nor been idle since `idle_since`, last seen first.
pub async fn list(
    conn: &mut Conn,
    developer: DeveloperId,
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<Vec<Session>, DbError> {
    let rows: Vec<SessionRow> =
        sql("SELECT id, created_at, seen_at, expires_at, address, device FROM sessions
         WHERE developer_id = $1 AND expires_at > $2 AND seen_at > $3
         ORDER BY seen_at DESC, id DESC")
        .bind(developer)
        .bind(now)
        .bind(idle_since)
        .all(conn)
        .await?;
    let session = |row: SessionRow| Session {
        id: SessionId(row.id),
        created_at: row.created_at,
        seen_at: row.seen_at,
        expires_at: row.expires_at,
        address: row.address,
        device: row.device,
    };
    Ok(rows.into_iter().map(session).collect())
}

/// Its owner has proved again who they are; false if there is no such session of theirs.
pub async fn prove(
    conn: &mut Conn,
    hash: [u8; 32],
    developer: DeveloperId,
    now: Timestamp,
) -> Result<bool, DbError> {
    let proved = sql("UPDATE sessions SET authenticated_at = $3 WHERE hash = $1 AND developer_id = $2")
        .bind(hash)
        .bind(developer)
        .bind(now)
        .execute(conn);
    Ok(proved.await? > 0)
}

/// Ends the session; false if there was none.
pub async fn end_by_hash(conn: &mut Conn, hash: [u8; 32]) -> Result<bool, DbError> {
    Ok(sql("DELETE FROM sessions WHERE hash = $1").bind(hash).execute(conn).await? > 0)
}

pub async fn end_own(conn: &mut Conn, developer: DeveloperId, id: SessionId) -> Result<bool, DbError> {
    let ended = sql("DELETE FROM sessions WHERE id = $1 AND developer_id = $2")
        .bind(id)
        .bind(developer)
        .execute(conn);
    Ok(ended.await? > 0)
}

pub async fn end_all_of(conn: &mut Conn, developer: DeveloperId) -> Result<u64, DbError> {
    sql("DELETE FROM sessions WHERE developer_id = $1").bind(developer).execute(conn).await
}

/// Who has a session that a provider opened for this subject, in this session of its own where it names one.
pub async fn opened_by(
    conn: &mut Conn,
    provider: IdentityProviderId,
    ended: Ended<'_>,
) -> Result<Vec<(DeveloperId, String)>, DbError> {
    let rows: Vec<(Uuid, String)> = sql("SELECT DISTINCT d.id, d.email
         FROM sessions s JOIN identities i ON i.id = s.identity_id JOIN developers d ON d.id = s.developer_id
         WHERE i.provider_id = $1 AND s.created_at <= $4
           AND (CAST($2 AS TEXT) IS NULL OR i.subject = $2)
           AND (CAST($3 AS TEXT) IS NULL OR s.provider_session = $3
                OR (s.provider_session IS NULL AND CAST($2 AS TEXT) IS NOT NULL))
         ORDER BY d.email")
    .bind(provider)
    .bind(ended.subject)
    .bind(ended.session)
    .bind(ended.until)
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(|(id, email)| (DeveloperId(id), email)).collect())
}

/// What a provider says has ended: a subject's sessions, or one of its own; at least one is named.
#[derive(Debug, Clone, Copy)]
pub struct Ended<'a> {
    pub subject: Option<&'a str>,
    pub session: Option<&'a str>,
    /// Later ones were opened after that.
    pub until: Timestamp,
}

/// Ends the sessions that [`opened_by`] finds.
pub async fn end_opened_by(
    conn: &mut Conn,
    provider: IdentityProviderId,
    ended: Ended<'_>,
) -> Result<u64, DbError> {
    sql("DELETE FROM sessions
         WHERE created_at <= $4
           AND identity_id IN (SELECT id FROM identities
                               WHERE provider_id = $1 AND (CAST($2 AS TEXT) IS NULL OR subject = $2))
           AND (CAST($3 AS TEXT) IS NULL OR provider_session = $3
                OR (provider_session IS NULL AND CAST($2 AS TEXT) IS NOT NULL))")
    .bind(provider)
    .bind(ended.subject)
    .bind(ended.session)
    .bind(ended.until)
    .execute(conn)
    .await
}

pub async fn count_of_provider(conn: &mut Conn, provider: IdentityProviderId) -> Result<i64, DbError> {
    sql("SELECT count(*) FROM sessions s JOIN identities i ON i.id = s.identity_id WHERE i.provider_id = $1")
        .bind(provider)
        .count(conn)
        .await
}

pub async fn forget_expired(conn: &mut Conn, now: Timestamp) -> Result<(), DbError> {
    sql("DELETE FROM sessions WHERE expires_at < $1").bind(now).execute(conn).await.map(drop)
}
