use crate::db::{Conn, DbError, sql};
use app::{
    client_registration::RegistrationSettings,
    id::{ApplicationId, AuthStrategyId},
    time::Timestamp,
};
use uuid::Uuid;

/// How a strategy's clients come about, as it is kept.
#[derive(Debug, Clone)]
pub struct Kept {
    pub settings: RegistrationSettings,
    /// Encrypted.
    pub secret: Option<Vec<u8>>,
    pub clients: u64,
    pub updated_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct KeptRow {
    settings: serde_json::Value,
    secret: Option<Vec<u8>>,
    clients: i64,
    updated_at: Timestamp,
}

pub async fn find(conn: &mut Conn, strategy: AuthStrategyId) -> Result<Option<Kept>, DbError> {
    let row: Option<KeptRow> = sql("SELECT r.settings, r.secret, r.updated_at,
                (SELECT count(*) FROM registered_clients c
                 WHERE c.auth_strategy_id = r.auth_strategy_id) AS clients
         FROM client_registrations r WHERE r.auth_strategy_id = $1")
    .bind(strategy)
    .optional(conn)
    .await?;
    row.map(|row| {
        Ok(Kept {
            settings: parse(row.settings, "client registration")?,
            secret: row.secret,
            clients: row.clients.unsigned_abs(),
            updated_at: row.updated_at,
        })
    })
    .transpose()
}

fn parse<T: serde::de::DeserializeOwned>(stored: serde_json::Value, what: &str) -> Result<T, DbError> {
    serde_json::from_value(stored).map_err(|error| DbError::Corrupt(format!("{what}: {error}")))
}

pub async fn set(
    conn: &mut Conn,
    strategy: AuthStrategyId,
    settings: &RegistrationSettings,
    secret: Option<Vec<u8>>,
    now: Timestamp,
) -> Result<(), DbError> {
    let stored = serde_json::to_value(settings).map_err(|error| DbError::Corrupt(error.to_string()))?;
    sql("INSERT INTO client_registrations (auth_strategy_id, settings, secret, updated_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (auth_strategy_id) DO UPDATE SET settings = excluded.settings,
             secret = excluded.secret, updated_at = excluded.updated_at")
    .bind(strategy)
    .bind(stored)
    .bind(secret)
    .bind(now)
    .execute(conn)
    .await
    .map(drop)
}

pub async fn delete(conn: &mut Conn, strategy: AuthStrategyId) -> Result<(), DbError> {
    sql("DELETE FROM client_registrations WHERE auth_strategy_id = $1")
        .bind(strategy)
        .execute(conn)
        .await
        .map(drop)
}

/// A client that exists at a provider.
#[derive(Debug, Clone)]
pub struct Client {
    pub id: Uuid,
    pub auth_strategy_id: AuthStrategyId,
    pub client_id: String,
    pub management_uri: Option<String>,
    /// Encrypted.
    pub management_token: Option<Vec<u8>>,
    pub redirect_uris: Vec<String>,
    pub scopes: Vec<String>,
    pub registered_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct ClientRow {
    id: Uuid,
    auth_strategy_id: Uuid,
    client_id: String,
    management_uri: Option<String>,
    management_token: Option<Vec<u8>>,
    redirect_uris: serde_json::Value,
    scopes: serde_json::Value,
    registered_at: Timestamp,
}

impl TryFrom<ClientRow> for Client {
    type Error = DbError;
    fn try_from(row: ClientRow) -> Result<Self, DbError> {
        Ok(Self {
            id: row.id,
            auth_strategy_id: AuthStrategyId(row.auth_strategy_id),
            client_id: row.client_id,
            management_uri: row.management_uri,
            management_token: row.management_token,
            redirect_uris: parse(row.redirect_uris, "redirect URIs")?,
            scopes: parse(row.scopes, "scopes of a client")?,
            registered_at: row.registered_at,
        })
    }
}

pub async fn of_application(conn: &mut Conn, application: ApplicationId) -> Result<Option<Client>, DbError> {
    let row: Option<ClientRow> = sql("SELECT id, auth_strategy_id, client_id, management_uri,
                management_token, redirect_uris, scopes, registered_at
         FROM registered_clients WHERE application_id = $1")
    .bind(application)
    .optional(conn)
    .await?;
    row.map(Client::try_from).transpose()
}

/// Those that are to be removed, the oldest first, a hundred at a time.
pub async fn left_over(conn: &mut Conn) -> Result<Vec<Client>, DbError> {
    let rows: Vec<ClientRow> = sql("SELECT id, auth_strategy_id, client_id, management_uri,
                management_token, redirect_uris, scopes, registered_at
         FROM registered_clients WHERE application_id IS NULL ORDER BY registered_at, id LIMIT 100")
    .all(conn)
    .await?;
    rows.into_iter().map(Client::try_from).collect()
}

/// Whether an application has the same client.
pub async fn is_used(conn: &mut Conn, client: &Client) -> Result<bool, DbError> {
    let used = sql("SELECT count(*) FROM registered_clients
         WHERE auth_strategy_id = $1 AND client_id = $2 AND application_id IS NOT NULL")
    .bind(client.auth_strategy_id)
    .bind(&client.client_id)
    .count(conn)
    .await?;
    Ok(used > 0)
}

pub async fn insert(
    conn: &mut Conn,
    client: &Client,
    application: Option<ApplicationId>,
) -> Result<(), DbError> {
    sql("INSERT INTO registered_clients (id, application_id, auth_strategy_id, client_id, management_uri,
             management_token, redirect_uris, scopes, registered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(client.id)
    .bind(application)
    .bind(client.auth_strategy_id)
    .bind(&client.client_id)
    .bind(client.management_uri.clone())
    .bind(client.management_token.clone())
    .bind(serde_json::json!(client.redirect_uris))
    .bind(serde_json::json!(client.scopes))
    .bind(client.registered_at)
    .execute(conn)
    .await
    .map(drop)
}

pub async fn update(conn: &mut Conn, client: &Client) -> Result<(), DbError> {
    sql("UPDATE registered_clients SET management_uri = $2, management_token = $3, redirect_uris = $4,
                                       scopes = $5 WHERE id = $1")
    .bind(client.id)
    .bind(client.management_uri.clone())
    .bind(client.management_token.clone())
    .bind(serde_json::json!(client.redirect_uris))
    .bind(serde_json::json!(client.scopes))
    .execute(conn)
    .await
    .map(drop)
}

/// From then on it is to be removed. False where it is not the application's any more.
pub async fn leave(conn: &mut Conn, client: Uuid, application: ApplicationId) -> Result<bool, DbError> {
    let left =
        sql("UPDATE registered_clients SET application_id = NULL WHERE id = $1 AND application_id = $2")
            .bind(client)
            .bind(application)
            .execute(conn)
            .await?;
    Ok(left == 1)
}

pub async fn forget(conn: &mut Conn, client: Uuid) -> Result<(), DbError> {
    sql("DELETE FROM registered_clients WHERE id = $1 AND application_id IS NULL")
        .bind(client)
        .execute(conn)
        .await
        .map(drop)
}
