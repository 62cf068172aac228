//! What becomes of teams when one of their members goes without being asked whether they may: the
//! account is deleted, or the identity provider took them out. Nothing of the team goes along.
use super::{
    letters,
    service::{MEMBERS, record},
    store,
};
use crate::{
    db::{Conn, DbError, Tx},
    portal::Portal,
};
use app::{
    actor::Actor,
    id::DeveloperId,
    teams::{Succession, Team, TeamMember, TeamRole},
};
use serde_json::json;

/// What deleting this developer means for each of their teams.
pub async fn successions(conn: &mut Conn, developer: DeveloperId) -> Result<Vec<Succession>, DbError> {
    let mut all = Vec::new();
    for membership in store::memberships(conn, developer).await? {
        let team = membership.team;
        let members = store::members(conn, team.id).await?;
        all.push(Succession {
            applications: store::applications(conn, team.id).await?.len() as u64,
            stay: staying(&members, developer).count() as u64,
            successor: successor(&members, developer).map(|member| member.full_name.clone()),
            team: team.name,
        });
    }
    Ok(all)
}

/// Names owners for teams that would be left without; the memberships go with the developer.
pub async fn before_deletion(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    developer: DeveloperId,
) -> Result<(), DbError> {
    tx.take_turns(MEMBERS).await?;
    for membership in store::memberships(tx, developer).await? {
        succeed(tx, portal, actor, &membership.team, developer).await?;
    }
    Ok(())
}

/// Takes the developer out, and names an owner if none is left.
pub(super) async fn take_out(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    team: &Team,
    developer: DeveloperId,
) -> Result<(), DbError> {
    succeed(tx, portal, actor, team, developer).await?;
    store::remove_member(tx, team.id, developer).await.map(drop)
}

async fn succeed(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    team: &Team,
    leaving: DeveloperId,
) -> Result<(), DbError> {
    let members = store::members(tx, team.id).await?;
    let Some(next) = successor(&members, leaving) else { return Ok(()) };
    store::set_role(tx, team.id, next.developer_id, TeamRole::Owner).await?;
    letters::succession(tx, portal, &next.email, team).await?;
    record(tx, portal, actor, "team.owner_succeeded", team, json!({ "after": next.email })).await
}

fn staying(members: &[TeamMember], leaving: DeveloperId) -> impl Iterator<Item = &TeamMember> {
    members.iter().filter(move |member| member.approved && member.developer_id != leaving)
}

/// Who has been in the team the longest, if the one who goes is its last owner.
fn successor(members: &[TeamMember], leaving: DeveloperId) -> Option<&TeamMember> {
    let is_owner = |member: &TeamMember| member.role == TeamRole::Owner;
    let leaves = members.iter().find(|member| member.developer_id == leaving)?;
    if !is_owner(leaves) || staying(members, leaving).any(is_owner) {
        return None;
    }
    staying(members, leaving).min_by_key(|member| (member.joined_at, member.developer_id.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::time::Timestamp;
    use uuid::Uuid;

    fn member(number: u128, role: TeamRole, approved: bool, day: i64) -> TeamMember {
        TeamMember {
            developer_id: DeveloperId(Uuid::from_u128(number)),
            full_name: format!("Member {number}"),
            email: format!("{number}@x.example"),
            role,
            approved,
            joined_at: Timestamp::from_timestamp(day * 86_400, 0).expect("a moment"),
            synced_from: None,
        }
    }

    fn after(members: &[TeamMember], leaving: u128) -> Option<&str> {
        successor(members, DeveloperId(Uuid::from_u128(leaving))).map(|member| member.full_name.as_str())
    }

    #[test]
    fn the_longest_standing_approved_member_follows_the_last_owner() {
        use TeamRole::{Member, Owner};
        let team = [
            member(1, Owner, true, 1),
            member(2, Member, false, 2),
            member(3, Member, true, 4),
            member(4, Member, true, 3),
        ];
        assert_eq!(after(&team, 1), Some("Member 4"));
        assert_eq!(after(&team, 3), None, "who is no owner needs no successor");
        assert_eq!(after(&team[..2], 1), None, "nobody who could sign in is left");
        let two = [member(1, Owner, true, 1), member(2, Owner, true, 2), member(3, Member, true, 3)];
        assert_eq!(after(&two, 1), None);
        let revoked = [member(1, Owner, true, 1), member(2, Owner, false, 2), member(3, Member, true, 3)];
        assert_eq!(after(&revoked, 1), Some("Member 3"), "a revoked owner decides nothing");
    }
}
