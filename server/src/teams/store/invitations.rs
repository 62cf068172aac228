use super::role;
use crate::db::{Conn, DbError, sql};
use app::{
    id::{InvitationId, TeamId},
    teams::*,
    time::Timestamp,
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct InvitationRow {
    id: Uuid,
    email: String,
    role: String,
    invited_by: String,
    created_at: Timestamp,
    expires_at: Timestamp,
}

impl TryFrom<InvitationRow> for TeamInvitation {
    type Error = DbError;
    fn try_from(row: InvitationRow) -> Result<Self, DbError> {
        Ok(Self {
            id: InvitationId(row.id),
            email: row.email,
            role: role(&row.role)?,
            invited_by: row.invited_by,
            created_at: row.created_at,
            expires_at: row.expires_at,
        })
    }
}

/// Open ones, newest first.
pub async fn invitations(
    conn: &mut Conn,
    team: TeamId,
    now: Timestamp,
) -> Result<Vec<TeamInvitation>, DbError> {
    let rows: Vec<InvitationRow> =
        sql("SELECT id, email, role, invited_by, created_at, expires_at FROM team_invitations
         WHERE team_id = $1 AND expires_at > $2 ORDER BY created_at DESC, id DESC")
        .bind(team)
        .bind(now)
        .all(conn)
        .await?;
    rows.into_iter().map(TeamInvitation::try_from).collect()
}

/// The former one for the same address is void.
pub async fn insert_invitation(
    conn: &mut Conn,
    team: TeamId,
    hash: [u8; 32],
    new: &TeamInvitation,
) -> Result<(), DbError> {
    sql("DELETE FROM team_invitations WHERE team_id = $1 AND (email = $2 OR expires_at <= $3)")
        .bind(team)
        .bind(&new.email)
        .bind(new.created_at)
        .execute(conn)
        .await?;
    sql("INSERT INTO team_invitations (id, team_id, email, role, hash, invited_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(new.id)
    .bind(team)
    .bind(&new.email)
    .bind(new.role.as_str())
    .bind(hash)
    .bind(&new.invited_by)
    .bind(new.created_at)
    .bind(new.expires_at)
    .execute(conn)
    .await
    .map(drop)
}

/// The address of the one that was withdrawn, if there was one.
pub async fn delete_invitation(
    conn: &mut Conn,
    team: TeamId,
    id: InvitationId,
) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> =
        sql("DELETE FROM team_invitations WHERE id = $1 AND team_id = $2 RETURNING email")
            .bind(id)
            .bind(team)
            .optional(conn)
            .await?;
    Ok(row.map(|(email,)| email))
}

/// An open invitation with its team.
#[derive(Debug)]
pub struct Open {
    pub team: Team,
    pub invitation: TeamInvitation,
}

#[derive(sqlx::FromRow)]
struct OpenRow {
    #[sqlx(flatten)]
    invitation: InvitationRow,
    team_id: Uuid,
    slug: String,
    name: String,
    description: String,
    team_created_at: Timestamp,
}

impl TryFrom<OpenRow> for Open {
    type Error = DbError;
    fn try_from(row: OpenRow) -> Result<Self, DbError> {
        Ok(Self {
            team: Team {
                id: TeamId(row.team_id),
                slug: row.slug,
                name: row.name,
                description: row.description,
                created_at: row.team_created_at,
            },
            invitation: row.invitation.try_into()?,
        })
    }
}

pub async fn open_by_hash(conn: &mut Conn, hash: [u8; 32], now: Timestamp) -> Result<Option<Open>, DbError> {
    let row: Option<OpenRow> = sql("SELECT i.id, i.email, i.role, i.invited_by, i.created_at, i.expires_at,
                t.id AS team_id, t.slug, t.name, t.description, t.created_at AS team_created_at
         FROM team_invitations i JOIN teams t ON t.id = i.team_id WHERE i.hash = $1 AND i.expires_at > $2")
    .bind(hash)
    .bind(now)
    .optional(conn)
    .await?;
    row.map(Open::try_from).transpose()
}

/// All that were written to an address, newest first.
pub async fn open_for(conn: &mut Conn, email: &str, now: Timestamp) -> Result<Vec<Open>, DbError> {
    let rows: Vec<OpenRow> = sql("SELECT i.id, i.email, i.role, i.invited_by, i.created_at, i.expires_at,
                t.id AS team_id, t.slug, t.name, t.description, t.created_at AS team_created_at
         FROM team_invitations i JOIN teams t ON t.id = i.team_id
         WHERE i.email = $1 AND i.expires_at > $2 ORDER BY i.created_at DESC, i.id DESC")
    .bind(email)
    .bind(now)
    .all(conn)
    .await?;
    rows.into_iter().map(Open::try_from).collect()
}
