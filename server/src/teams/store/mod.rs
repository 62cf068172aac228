mod invitations;
mod mappings;
mod members;

pub use invitations::*;
pub use mappings::*;
pub use members::*;

use crate::db::{Conn, DbError, contains_pattern, sql};
use app::{
    id::{DeveloperId, TeamId},
    page::PageRequest,
    teams::*,
    time::Timestamp,
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct TeamRow {
    id: Uuid,
    slug: String,
    name: String,
    description: String,
    created_at: Timestamp,
}

impl From<TeamRow> for Team {
    fn from(row: TeamRow) -> Self {
        Self {
            id: TeamId(row.id),
            slug: row.slug,
            name: row.name,
            description: row.description,
            created_at: row.created_at,
        }
    }
}

fn role(stored: &str) -> Result<TeamRole, DbError> {
    TeamRole::parse(stored).ok_or_else(|| DbError::Corrupt(format!("role in a team: {stored}")))
}

#[derive(sqlx::FromRow)]
struct CardRow {
    #[sqlx(flatten)]
    team: TeamRow,
    role: Option<String>,
    members: i64,
    owners: i64,
    applications: i64,
}

impl TryFrom<CardRow> for TeamCard {
    type Error = DbError;
    fn try_from(row: CardRow) -> Result<Self, DbError> {
        Ok(Self {
            team: row.team.into(),
            role: row.role.as_deref().map(role).transpose()?,
            members: row.members.unsigned_abs(),
            owners: row.owners.unsigned_abs(),
            applications: row.applications.unsigned_abs(),
        })
    }
}

/// A developer's teams by name.
pub async fn cards_of(conn: &mut Conn, developer: DeveloperId) -> Result<Vec<TeamCard>, DbError> {
    let rows: Vec<CardRow> = sql("SELECT t.id, t.slug, t.name, t.description, t.created_at, own.role,
                (SELECT count(*) FROM team_members m WHERE m.team_id = t.id) AS members,
                (SELECT count(*) FROM team_members m JOIN developers d ON d.id = m.developer_id
                 WHERE m.team_id = t.id AND m.role = 'owner' AND d.status = 'approved') AS owners,
                (SELECT count(*) FROM applications a WHERE a.team_id = t.id) AS applications
         FROM teams t JOIN team_members own ON own.team_id = t.id AND own.developer_id = $1
         ORDER BY lower(t.name), t.id")
    .bind(developer)
    .all(conn)
    .await?;
    rows.into_iter().map(TeamCard::try_from).collect()
}

/// Every team by name, as this developer sees it.
pub async fn all(
    conn: &mut Conn,
    asker: Option<DeveloperId>,
    query: &str,
    page: PageRequest,
) -> Result<Vec<TeamCard>, DbError> {
    let rows: Vec<CardRow> = sql("SELECT t.id, t.slug, t.name, t.description, t.created_at, own.role,
                (SELECT count(*) FROM team_members m WHERE m.team_id = t.id) AS members,
                (SELECT count(*) FROM team_members m JOIN developers d ON d.id = m.developer_id
                 WHERE m.team_id = t.id AND m.role = 'owner' AND d.status = 'approved') AS owners,
                (SELECT count(*) FROM applications a WHERE a.team_id = t.id) AS applications
         FROM teams t LEFT JOIN team_members own ON own.team_id = t.id AND own.developer_id = $1
         WHERE lower(t.name) LIKE $2 ORDER BY lower(t.name), t.id LIMIT $3 OFFSET $4")
    .bind(asker)
    .bind(contains_pattern(query))
    .bind(page.limit())
    .bind(page.offset())
    .all(conn)
    .await?;
    rows.into_iter().map(TeamCard::try_from).collect()
}

pub async fn count(conn: &mut Conn, query: &str) -> Result<i64, DbError> {
    sql("SELECT count(*) FROM teams WHERE lower(name) LIKE $1")
        .bind(contains_pattern(query))
        .count(conn)
        .await
}

/// Whatever the asker has to do with it; see the service.
pub async fn find(conn: &mut Conn, slug: &str) -> Result<Option<Team>, DbError> {
    let row: Option<TeamRow> =
        sql("SELECT id, slug, name, description, created_at FROM teams WHERE slug = $1")
            .bind(slug)
            .optional(conn)
            .await?;
    Ok(row.map(Team::from))
}

pub async fn insert(conn: &mut Conn, team: &Team) -> Result<(), DbError> {
    sql("INSERT INTO teams (id, slug, name, description, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)")
        .bind(team.id)
        .bind(&team.slug)
        .bind(&team.name)
        .bind(&team.description)
        .bind(team.created_at)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn update(conn: &mut Conn, id: TeamId, now: Timestamp, new: &NewTeam) -> Result<(), DbError> {
    sql("UPDATE teams SET name = $2, description = $3, updated_at = $4 WHERE id = $1")
        .bind(id)
        .bind(&new.name)
        .bind(&new.description)
        .bind(now)
        .execute(conn)
        .await
        .map(drop)
}

/// Members, invitations and applications go with it (ON DELETE CASCADE).
pub async fn delete(conn: &mut Conn, id: TeamId) -> Result<(), DbError> {
    sql("DELETE FROM teams WHERE id = $1").bind(id).execute(conn).await.map(drop)
}

pub async fn applications(conn: &mut Conn, team: TeamId) -> Result<Vec<TeamApplication>, DbError> {
    let rows: Vec<(String, String)> =
        sql("SELECT slug, name FROM applications WHERE team_id = $1 ORDER BY lower(name), id")
            .bind(team)
            .all(conn)
            .await?;
    Ok(rows.into_iter().map(|(slug, name)| TeamApplication { slug, name }).collect())
}

pub async fn live_credentials(conn: &mut Conn, team: TeamId, now: Timestamp) -> Result<i64, DbError> {
    sql("SELECT count(*) FROM credentials c JOIN applications a ON a.id = c.application_id
         WHERE a.team_id = $1 AND c.revoked_at IS NULL
           AND (c.expires_at IS NULL OR c.expires_at > $2)
           AND (c.retiring_until IS NULL OR c.retiring_until > $2)")
    .bind(team)
    .bind(now)
    .count(conn)
    .await
}

pub async fn approved_registrations(conn: &mut Conn, team: TeamId) -> Result<i64, DbError> {
    sql("SELECT count(*) FROM registrations r JOIN applications a ON a.id = r.application_id
         WHERE a.team_id = $1 AND r.status = 'approved'")
    .bind(team)
    .count(conn)
    .await
}
