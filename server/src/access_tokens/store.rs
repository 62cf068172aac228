use crate::db::{Conn, DbError, sql};
use app::{
    access_tokens::{AccessToken, NewAccessToken, Scope},
    actor::{Role, SignedIn},
    id::{AccessTokenId, DeveloperId},
    time::Timestamp,
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct TokenRow {
    id: Uuid,
    name: String,
    scope: String,
    last_four: String,
    created_at: Timestamp,
    expires_at: Option<Timestamp>,
    last_used_at: Option<Timestamp>,
}

impl TryFrom<TokenRow> for AccessToken {
    type Error = DbError;
    fn try_from(row: TokenRow) -> Result<Self, DbError> {
        Ok(Self {
            id: AccessTokenId(row.id),
            scope: scope(&row.scope)?,
            name: row.name,
            last_four: row.last_four,
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
        })
    }
}

fn scope(stored: &str) -> Result<Scope, DbError> {
    Scope::parse(stored).ok_or_else(|| DbError::Corrupt("scope of an access token".to_owned()))
}

pub async fn list(conn: &mut Conn, developer: DeveloperId) -> Result<Vec<AccessToken>, DbError> {
    let rows: Vec<TokenRow> = sql("SELECT id, name, scope, last_four, created_at, expires_at, last_used_at
         FROM access_tokens WHERE developer_id = $1 ORDER BY created_at DESC, id DESC")
    .bind(developer)
    .all(conn)
    .await?;
    rows.into_iter().map(AccessToken::try_from).collect()
}

pub async fn find_own(
    conn: &mut Conn,
    developer: DeveloperId,
    id: AccessTokenId,
) -> Result<Option<AccessToken>, DbError> {
    let row: Option<TokenRow> = sql("SELECT id, name, scope, last_four, created_at, expires_at, last_used_at
         FROM access_tokens WHERE id = $1 AND developer_id = $2")
    .bind(id)
    .bind(developer)
    .optional(conn)
    .await?;
    row.map(AccessToken::try_from).transpose()
}

pub async fn count(conn: &mut Conn, developer: DeveloperId) -> Result<i64, DbError> {
    sql("SELECT count(*) FROM access_tokens WHERE developer_id = $1").bind(developer).count(conn).await
}

/// What a new token is stored as.
#[derive(Debug)]
pub struct Stored<'a> {
    pub id: AccessTokenId,
    pub hash: [u8; 32],
    pub developer_id: DeveloperId,
    pub last_four: &'a str,
    pub expires_at: Option<Timestamp>,
}

pub async fn insert(
    conn: &mut Conn,
    now: Timestamp,
    new: &NewAccessToken,
    stored: Stored<'_>,
) -> Result<(), DbError> {
    sql("INSERT INTO access_tokens (id, hash, developer_id, name, scope, last_four, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(stored.id)
    .bind(stored.hash)
    .bind(stored.developer_id)
    .bind(new.name.trim())
    .bind(new.scope.as_str())
    .bind(stored.last_four)
    .bind(now)
    .bind(stored.expires_at)
    .execute(conn)
    .await
    .map(drop)
}

pub async fn delete(conn: &mut Conn, id: AccessTokenId) -> Result<(), DbError> {
    sql("DELETE FROM access_tokens WHERE id = $1").bind(id).execute(conn).await.map(drop)
}

#[derive(sqlx::FromRow)]
struct OwnerRow {
    token_id: Uuid,
    scope: String,
    expires_at: Option<Timestamp>,
    last_used_at: Option<Timestamp>,
    id: Uuid,
    full_name: String,
    email: String,
    role: String,
}

/// A token and its approved owner.
#[derive(Debug)]
pub struct Owned {
    pub token_id: AccessTokenId,
    pub scope: Scope,
    pub expires_at: Option<Timestamp>,
    pub last_used_at: Option<Timestamp>,
    pub owner: SignedIn,
}

/// Absent also while the owner is not approved.
pub async fn owned(conn: &mut Conn, hash: [u8; 32]) -> Result<Option<Owned>, DbError> {
    let row: Option<OwnerRow> = sql(
        "SELECT t.id AS token_id, t.scope, t.expires_at, t.last_used_at, d.id, d.full_name, d.email, d.role
             FROM access_tokens t JOIN developers d ON d.id = t.developer_id
             WHERE t.hash = $1 AND d.status = 'approved'",
    )
    .bind(hash)
    .optional(conn)
    .await?;
    row.map(|row| {
        let role = Role::parse(&row.role)
            .ok_or_else(|| DbError::Corrupt(format!("role of developer {}", row.id)))?;
        Ok(Owned {
            token_id: AccessTokenId(row.token_id),
            scope: scope(&row.scope)?,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
            owner: SignedIn {
                developer_id: DeveloperId(row.id),
                full_name: row.full_name,
                email: row.email,
                role,
                authenticated_at: None,
            },
        })
    })
    .transpose()
}

pub async fn touch(conn: &mut Conn, id: AccessTokenId, now: Timestamp) -> Result<(), DbError> {
    sql("UPDATE access_tokens SET last_used_at = $2 WHERE id = $1")
        .bind(id)
        .bind(now)
        .execute(conn)
        .await
        .map(drop)
}

#[derive(sqlx::FromRow)]
struct HashRow {
    #[sqlx(flatten)]
    token: TokenRow,
    email: String,
}

/// A token and its owner's address, whatever state they are in.
pub async fn by_hash(conn: &mut Conn, hash: [u8; 32]) -> Result<Option<(AccessToken, String)>, DbError> {
    let row: Option<HashRow> =
        sql("SELECT t.id, t.name, t.scope, t.last_four, t.created_at, t.expires_at, t.last_used_at, d.email
         FROM access_tokens t JOIN developers d ON d.id = t.developer_id WHERE t.hash = $1")
        .bind(hash)
        .optional(conn)
        .await?;
    row.map(|row| Ok((AccessToken::try_from(row.token)?, row.email))).transpose()
}
