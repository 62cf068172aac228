use crate::{
    auth_strategies,
    db::{Conn, DbError, sql},
};
use app::{
    applications::{Application, ApplicationCard, ApplicationChanges, NewApplication, Owner},
    auth_strategies::StrategySummary,
    id::{ApplicationId, AuthStrategyId, DeveloperId, TeamId},
    teams::TeamRole,
    time::Timestamp,
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct ApplicationRow {
    id: Uuid,
    slug: String,
    #[sqlx(flatten)]
    owner: OwnerColumns,
    team_role: Option<String>,
    name: String,
    description: String,
    reference_id: String,
    created_at: Timestamp,
    updated_at: Timestamp,
    strategy_id: Uuid,
    strategy_name: String,
    strategy_settings: serde_json::Value,
}

impl TryFrom<ApplicationRow> for Application {
    type Error = DbError;
    fn try_from(row: ApplicationRow) -> Result<Self, DbError> {
        let owner = row.owner.try_into()?;
        // What is one's own is one's own to give away.
        let standing = match owner {
            Owner::Developer { .. } => TeamRole::Owner,
            Owner::Team { .. } => {
                row.team_role.as_deref().and_then(TeamRole::parse).unwrap_or(TeamRole::Member)
            }
        };
        Ok(Self {
            id: ApplicationId(row.id),
            slug: row.slug,
            owner,
            standing,
            name: row.name,
            description: row.description,
            reference_id: row.reference_id,
            auth_strategy: StrategySummary {
                id: AuthStrategyId(row.strategy_id),
                name: row.strategy_name,
                settings: auth_strategies::store::settings(row.strategy_settings)?,
            },
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// Of `applications a`, with its developer or its team beside: one of both is there.
#[derive(Debug, sqlx::FromRow)]
pub struct OwnerColumns {
    owner_id: Option<Uuid>,
    owner_name: Option<String>,
    owner_email: Option<String>,
    team_id: Option<Uuid>,
    team_slug: Option<String>,
    team_name: Option<String>,
}

impl TryFrom<OwnerColumns> for Owner {
    type Error = DbError;
    fn try_from(row: OwnerColumns) -> Result<Self, DbError> {
        if let (Some(id), Some(full_name), Some(email)) = (row.owner_id, row.owner_name, row.owner_email) {
            return Ok(Self::Developer { id: DeveloperId(id), full_name, email });
        }
        match (row.team_id, row.team_slug, row.team_name) {
            (Some(id), Some(slug), Some(name)) => Ok(Self::Team { id: TeamId(id), slug, name }),
            _ => Err(DbError::Corrupt("an application without an owner".to_owned())),
        }
    }
}

/// Whose an application is, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnerId {
    Developer(DeveloperId),
    Team(TeamId),
}

impl OwnerId {
    pub fn columns(self) -> (Option<DeveloperId>, Option<TeamId>) {
        match self {
            Self::Developer(id) => (Some(id), None),
            Self::Team(id) => (None, Some(id)),
        }
    }
}

#[derive(sqlx::FromRow)]
struct CardRow {
    #[sqlx(flatten)]
    application: ApplicationRow,
    approved: i64,
    pending: i64,
    credentials: i64,
}

impl TryFrom<CardRow> for ApplicationCard {
    type Error = DbError;
    fn try_from(row: CardRow) -> Result<Self, DbError> {
        Ok(Self {
            application: row.application.try_into()?,
            approved_registrations: row.approved.unsigned_abs(),
            pending_registrations: row.pending.unsigned_abs(),
            live_credentials: row.credentials.unsigned_abs(),
        })
    }
}

/// A developer's own and their teams', newest first; only the one with this slug, if any is given.
pub async fn cards(
    conn: &mut Conn,
    developer: DeveloperId,
    slug: Option<&str>,
    now: Timestamp,
) -> Result<Vec<ApplicationCard>, DbError> {
    let rows: Vec<CardRow> = sql("SELECT a.id, a.slug, a.owner_id, d.full_name AS owner_name,
                d.email AS owner_email, a.team_id, t.slug AS team_slug, t.name AS team_name,
                m.role AS team_role, a.name, a.description, a.reference_id, a.created_at, a.updated_at,
                s.id AS strategy_id, s.name AS strategy_name, s.settings AS strategy_settings,
                (SELECT count(*) FROM registrations r
                 WHERE r.application_id = a.id AND r.status = 'approved') AS approved,
                (SELECT count(*) FROM registrations r
                 WHERE r.application_id = a.id AND r.status = 'pending') AS pending,
                (SELECT count(*) FROM credentials c
                 WHERE c.application_id = a.id AND c.revoked_at IS NULL
                   AND (c.expires_at IS NULL OR c.expires_at > $2)
                   AND (c.retiring_until IS NULL OR c.retiring_until > $2)) AS credentials
         FROM applications a JOIN auth_strategies s ON s.id = a.auth_strategy_id
         LEFT JOIN developers d ON d.id = a.owner_id
         LEFT JOIN teams t ON t.id = a.team_id
         LEFT JOIN team_members m ON m.team_id = a.team_id AND m.developer_id = $1
         WHERE (a.owner_id = $1 OR a.team_id IN (SELECT team_id FROM team_members WHERE developer_id = $1)) AND (CAST($3 AS TEXT) IS NULL OR a.slug = $3)
         ORDER BY a.created_at DESC, a.id DESC")
    .bind(developer)
    .bind(now)
    .bind(slug.map(str::to_owned))
    .all(conn)
    .await?;
    rows.into_iter().map(ApplicationCard::try_from).collect()
}

/// A developer's own and their teams', newest first.
pub async fn all_of(conn: &mut Conn, developer: DeveloperId) -> Result<Vec<Application>, DbError> {
    let rows: Vec<ApplicationRow> = sql("SELECT a.id, a.slug, a.owner_id, d.full_name AS owner_name,
                d.email AS owner_email, a.team_id, t.slug AS team_slug, t.name AS team_name,
                m.role AS team_role, a.name, a.description, a.reference_id, a.created_at, a.updated_at,
                s.id AS strategy_id, s.name AS strategy_name, s.settings AS strategy_settings
         FROM applications a JOIN auth_strategies s ON s.id = a.auth_strategy_id
         LEFT JOIN developers d ON d.id = a.owner_id
         LEFT JOIN teams t ON t.id = a.team_id
         LEFT JOIN team_members m ON m.team_id = a.team_id AND m.developer_id = $1
         WHERE (a.owner_id = $1 OR a.team_id IN (SELECT team_id FROM team_members WHERE developer_id = $1)) ORDER BY a.created_at DESC, a.id DESC")
    .bind(developer)
    .all(conn)
    .await?;
    rows.into_iter().map(Application::try_from).collect()
}

/// Absent where there is none, or where it is neither the developer's nor a team's of theirs.
pub async fn usable_by(
    conn: &mut Conn,
    developer: DeveloperId,
    slug: &str,
) -> Result<Option<Application>, DbError> {
    let row: Option<ApplicationRow> = sql("SELECT a.id, a.slug, a.owner_id, d.full_name AS owner_name,
                d.email AS owner_email, a.team_id, t.slug AS team_slug, t.name AS team_name,
                m.role AS team_role, a.name, a.description, a.reference_id, a.created_at, a.updated_at,
                s.id AS strategy_id, s.name AS strategy_name, s.settings AS strategy_settings
         FROM applications a JOIN auth_strategies s ON s.id = a.auth_strategy_id
         LEFT JOIN developers d ON d.id = a.owner_id
         LEFT JOIN teams t ON t.id = a.team_id
         LEFT JOIN team_members m ON m.team_id = a.team_id AND m.developer_id = $1
         WHERE (a.owner_id = $1 OR a.team_id IN (SELECT team_id FROM team_members WHERE developer_id = $1)) AND a.slug = $2")
    .bind(developer)
    .bind(slug)
    .optional(conn)
    .await?;
    row.map(Application::try_from).transpose()
}

pub async fn count_of(conn: &mut Conn, owner: OwnerId) -> Result<i64, DbError> {
    match owner {
        OwnerId::Developer(id) => {
            sql("SELECT count(*) FROM applications WHERE owner_id = $1").bind(id).count(conn).await
        }
        OwnerId::Team(id) => {
            sql("SELECT count(*) FROM applications WHERE team_id = $1").bind(id).count(conn).await
        }
    }
}

/// Name and address of everybody with an approved account who can use the application.
pub async fn people(
    conn: &mut Conn,
    id: ApplicationId,
) -> Result<Vec<(DeveloperId, String, String)>, DbError> {
    let rows: Vec<(Uuid, String, String)> = sql("SELECT d.id, d.full_name, d.email FROM applications a
         JOIN developers d ON d.id = a.owner_id
            OR d.id IN (SELECT m.developer_id FROM team_members m WHERE m.team_id = a.team_id)
         WHERE a.id = $1 AND d.status = 'approved' ORDER BY lower(d.full_name), d.id")
    .bind(id)
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(|(id, name, email)| (DeveloperId(id), name, email)).collect())
}

pub async fn set_owner(
    conn: &mut Conn,
    id: ApplicationId,
    now: Timestamp,
    owner: OwnerId,
) -> Result<(), DbError> {
    let (developer, team) = owner.columns();
    sql("UPDATE applications SET owner_id = $2, team_id = $3, updated_at = $4 WHERE id = $1")
        .bind(id)
        .bind(developer)
        .bind(team)
        .bind(now)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn name_and_description(
    conn: &mut Conn,
    id: ApplicationId,
) -> Result<Option<(String, String)>, DbError> {
    sql("SELECT name, description FROM applications WHERE id = $1").bind(id).optional(conn).await
}

pub async fn slug_is_taken(conn: &mut Conn, slug: &str) -> Result<bool, DbError> {
    let count = sql("SELECT count(*) FROM applications WHERE slug = $1").bind(slug).count(conn).await?;
    Ok(count > 0)
}

/// By an application other than `except`.
pub async fn reference_id_is_taken(
    conn: &mut Conn,
    reference_id: &str,
    except: Option<ApplicationId>,
) -> Result<bool, DbError> {
    let count = sql("SELECT count(*) FROM applications
         WHERE reference_id = $1 AND (CAST($2 AS UUID) IS NULL OR id <> $2)")
    .bind(reference_id)
    .bind(except)
    .count(conn)
    .await?;
    Ok(count > 0)
}

pub async fn insert(
    conn: &mut Conn,
    id: ApplicationId,
    slug: &str,
    owner: OwnerId,
    now: Timestamp,
    new: &NewApplication,
) -> Result<(), DbError> {
    let (developer, team) = owner.columns();
    sql("INSERT INTO applications
             (id, slug, owner_id, team_id, name, description, reference_id, auth_strategy_id, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)")
    .bind(id)
    .bind(slug)
    .bind(developer)
    .bind(team)
    .bind(&new.name)
    .bind(&new.description)
    .bind(&new.reference_id)
    .bind(new.auth_strategy_id)
    .bind(now)
    .execute(conn)
    .await
    .map(drop)
}

pub async fn update(
    conn: &mut Conn,
    id: ApplicationId,
    now: Timestamp,
    changes: &ApplicationChanges,
) -> Result<(), DbError> {
    sql("UPDATE applications SET name = $2, description = $3, reference_id = $4, updated_at = $5 WHERE id = $1")
        .bind(id)
        .bind(&changes.name)
        .bind(&changes.description)
        .bind(&changes.reference_id)
        .bind(now)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn set_reference_id(
    conn: &mut Conn,
    id: ApplicationId,
    now: Timestamp,
    reference_id: &str,
) -> Result<(), DbError> {
    sql("UPDATE applications SET reference_id = $2, updated_at = $3 WHERE id = $1")
        .bind(id)
        .bind(reference_id)
        .bind(now)
        .execute(conn)
        .await
        .map(drop)
}

/// Registrations and credentials go with it (ON DELETE CASCADE).
pub async fn delete(conn: &mut Conn, id: ApplicationId) -> Result<(), DbError> {
    sql("DELETE FROM applications WHERE id = $1").bind(id).execute(conn).await.map(drop)
}

/// Product title, version name and status of every registration.
pub async fn registrations_of(
    conn: &mut Conn,
    id: ApplicationId,
) -> Result<Vec<(String, String, String)>, DbError> {
    sql("SELECT p.title, v.name, r.status FROM registrations r
         JOIN product_versions v ON v.id = r.version_id JOIN products p ON p.id = v.product_id
         WHERE r.application_id = $1 ORDER BY p.title, v.name, r.id")
    .bind(id)
    .all(conn)
    .await
}

/// Name, prefix and last four characters of every key that calls may still use.
pub async fn live_credentials_of(
    conn: &mut Conn,
    id: ApplicationId,
    now: Timestamp,
) -> Result<Vec<(String, String, String)>, DbError> {
    sql("SELECT name, prefix, last_four FROM credentials
         WHERE application_id = $1 AND revoked_at IS NULL
           AND (expires_at IS NULL OR expires_at > $2)
           AND (retiring_until IS NULL OR retiring_until > $2)
         ORDER BY created_at, id")
    .bind(id)
    .bind(now)
    .all(conn)
    .await
}

pub async fn last_call_of(conn: &mut Conn, id: ApplicationId) -> Result<Option<Timestamp>, DbError> {
    let row: Option<(Timestamp,)> = sql("SELECT last_at FROM (
             SELECT u.last_at FROM credential_uses u JOIN credentials c ON c.id = u.credential_id
             WHERE c.application_id = $1
             UNION ALL SELECT last_at FROM token_uses WHERE application_id = $1) calls
         WHERE last_at IS NOT NULL ORDER BY last_at DESC LIMIT 1")
    .bind(id)
    .optional(conn)
    .await?;
    Ok(row.map(|(at,)| at))
}
