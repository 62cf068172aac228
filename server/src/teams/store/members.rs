use super::{TeamRow, role};
use crate::db::{Conn, DbError, sql};
use app::{
    id::{DeveloperId, TeamId},
    teams::*,
    time::Timestamp,
};
use uuid::Uuid;

pub async fn role_of(
    conn: &mut Conn,
    team: TeamId,
    developer: DeveloperId,
) -> Result<Option<TeamRole>, DbError> {
    let row: Option<(String,)> =
        sql("SELECT role FROM team_members WHERE team_id = $1 AND developer_id = $2")
            .bind(team)
            .bind(developer)
            .optional(conn)
            .await?;
    row.map(|(stored,)| role(&stored)).transpose()
}

pub async fn owned_count(conn: &mut Conn, developer: DeveloperId) -> Result<i64, DbError> {
    sql("SELECT count(*) FROM team_members WHERE developer_id = $1 AND role = 'owner'")
        .bind(developer)
        .count(conn)
        .await
}

/// Members and open invitations.
pub async fn size(conn: &mut Conn, team: TeamId, now: Timestamp) -> Result<i64, DbError> {
    let members = sql("SELECT count(*) FROM team_members WHERE team_id = $1").bind(team).count(conn).await?;
    let invited = sql("SELECT count(*) FROM team_invitations WHERE team_id = $1 AND expires_at > $2")
        .bind(team)
        .bind(now)
        .count(conn)
        .await?;
    Ok(members + invited)
}

#[derive(sqlx::FromRow)]
struct MemberRow {
    developer_id: Uuid,
    full_name: String,
    email: String,
    role: String,
    approved: bool,
    joined_at: Timestamp,
    synced_from: Option<String>,
}

/// Owners first, then by name.
pub async fn members(conn: &mut Conn, team: TeamId) -> Result<Vec<TeamMember>, DbError> {
    let rows: Vec<MemberRow> = sql("SELECT m.developer_id, d.full_name, d.email, m.role,
                d.status = 'approved' AS approved, m.joined_at, m.synced_from
         FROM team_members m JOIN developers d ON d.id = m.developer_id
         WHERE m.team_id = $1
         ORDER BY CASE m.role WHEN 'owner' THEN 0 ELSE 1 END, lower(d.full_name), d.id")
    .bind(team)
    .all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(TeamMember {
                developer_id: DeveloperId(row.developer_id),
                full_name: row.full_name,
                email: row.email,
                role: role(&row.role)?,
                approved: row.approved,
                joined_at: row.joined_at,
                synced_from: row.synced_from,
            })
        })
        .collect()
}

/// Adds a member, or gives one who is there already the greater of both roles; `synced_from` stays as
/// it is for who was there.
pub async fn add_member(
    conn: &mut Conn,
    team: TeamId,
    developer: DeveloperId,
    role: TeamRole,
    now: Timestamp,
    synced_from: Option<&str>,
) -> Result<(), DbError> {
    sql("INSERT INTO team_members (team_id, developer_id, role, joined_at, synced_from) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (team_id, developer_id) DO UPDATE SET
             role = CASE WHEN excluded.role = 'owner' THEN excluded.role ELSE team_members.role END")
    .bind(team)
    .bind(developer)
    .bind(role.as_str())
    .bind(now)
    .bind(synced_from.map(str::to_owned))
    .execute(conn)
    .await
    .map(drop)
}

/// What people decided holds, whatever the identity provider says later.
pub async fn now_by_hand(conn: &mut Conn, team: TeamId, developer: DeveloperId) -> Result<(), DbError> {
    sql("UPDATE team_members SET synced_from = NULL WHERE team_id = $1 AND developer_id = $2")
        .bind(team)
        .bind(developer)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn set_role(
    conn: &mut Conn,
    team: TeamId,
    developer: DeveloperId,
    role: TeamRole,
) -> Result<(), DbError> {
    sql("UPDATE team_members SET role = $3 WHERE team_id = $1 AND developer_id = $2")
        .bind(team)
        .bind(developer)
        .bind(role.as_str())
        .execute(conn)
        .await
        .map(drop)
}

/// False if they were no member.
pub async fn remove_member(conn: &mut Conn, team: TeamId, developer: DeveloperId) -> Result<bool, DbError> {
    let removed = sql("DELETE FROM team_members WHERE team_id = $1 AND developer_id = $2")
        .bind(team)
        .bind(developer)
        .execute(conn)
        .await?;
    Ok(removed > 0)
}

/// A developer's membership, as groups of a provider may change it.
#[derive(Debug, Clone)]
pub struct Membership {
    pub team: Team,
    pub role: TeamRole,
    pub synced_from: Option<String>,
}

pub async fn memberships(conn: &mut Conn, developer: DeveloperId) -> Result<Vec<Membership>, DbError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        team: TeamRow,
        role: String,
        synced_from: Option<String>,
    }
    let rows: Vec<Row> =
        sql("SELECT t.id, t.slug, t.name, t.description, t.created_at, m.role, m.synced_from
         FROM team_members m JOIN teams t ON t.id = m.team_id WHERE m.developer_id = $1 ORDER BY t.name, t.id")
        .bind(developer)
        .all(conn)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Membership { role: role(&row.role)?, team: row.team.into(), synced_from: row.synced_from })
        })
        .collect()
}
