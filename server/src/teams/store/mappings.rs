use super::{TeamRow, role};
use crate::db::{Conn, DbError, sql};
use app::{
    id::{GroupMappingId, TeamId},
    teams::*,
    time::Timestamp,
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct MappingRow {
    id: Uuid,
    provider: String,
    group_name: String,
    team_slug: String,
    team_name: String,
    role: String,
}

impl TryFrom<MappingRow> for GroupMapping {
    type Error = DbError;
    fn try_from(row: MappingRow) -> Result<Self, DbError> {
        Ok(Self {
            id: GroupMappingId(row.id),
            provider: row.provider,
            group: row.group_name,
            team_slug: row.team_slug,
            team_name: row.team_name,
            role: role(&row.role)?,
        })
    }
}

/// By group.
pub async fn mappings(conn: &mut Conn) -> Result<Vec<GroupMapping>, DbError> {
    let rows: Vec<MappingRow> = sql("SELECT g.id, g.provider, g.group_name, t.slug AS team_slug,
                t.name AS team_name, g.role
         FROM team_group_mappings g JOIN teams t ON t.id = g.team_id
         ORDER BY g.group_name, g.provider, t.name, g.id")
    .all(conn)
    .await?;
    rows.into_iter().map(GroupMapping::try_from).collect()
}

pub async fn insert_mapping(
    conn: &mut Conn,
    id: GroupMappingId,
    team: TeamId,
    now: Timestamp,
    by: &str,
    new: &NewGroupMapping,
) -> Result<(), DbError> {
    sql("INSERT INTO team_group_mappings (id, provider, group_name, team_id, role, created_at, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)")
    .bind(id)
    .bind(new.provider.trim())
    .bind(new.group.trim())
    .bind(team)
    .bind(new.role.as_str())
    .bind(now)
    .bind(by)
    .execute(conn)
    .await
    .map(drop)
}

/// The group, if there was such a mapping.
pub async fn delete_mapping(conn: &mut Conn, id: GroupMappingId) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> = sql("DELETE FROM team_group_mappings WHERE id = $1 RETURNING group_name")
        .bind(id)
        .optional(conn)
        .await?;
    Ok(row.map(|(group,)| group))
}

/// Which team each mapped group of a provider leads to, and in which role.
pub async fn mapped(conn: &mut Conn, provider: &str) -> Result<Vec<(String, Team, TeamRole)>, DbError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        group_name: String,
        #[sqlx(flatten)]
        team: TeamRow,
        role: String,
    }
    let rows: Vec<Row> = sql("SELECT g.group_name, t.id, t.slug, t.name, t.description, t.created_at, g.role
         FROM team_group_mappings g JOIN teams t ON t.id = g.team_id
         WHERE g.provider = '' OR g.provider = $1 ORDER BY g.id")
    .bind(provider)
    .all(conn)
    .await?;
    rows.into_iter().map(|row| Ok((row.group_name, row.team.into(), role(&row.role)?))).collect()
}
