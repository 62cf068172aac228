use crate::db::{Conn, DbError, contains_pattern, sql};
use app::{
    id::{DeveloperId, GroupMappingId, InvitationId, TeamId},
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
