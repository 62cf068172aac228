//! Groups of an identity provider: read leniently, applied at every sign-in.
use super::{
    service::{MEMBERS, record},
    store, succession,
};
use crate::{db::Tx, portal::Portal};
use app::{
    actor::Actor,
    error::PortalError,
    id::{DeveloperId, TeamId},
    teams::{GroupSync, TEXT_MAX, Team, TeamRole},
};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// Groups that one sign-in may bring; so many more are a fault of the provider's settings.
const GROUPS_MAX: usize = 20_000;

/// What a claim with groups says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groups {
    /// Absent where the claim says nothing that can be relied on: memberships then stay as they are.
    pub names: Option<Vec<String>>,
    /// What was passed over, as sentences for an admin.
    pub notes: Vec<String>,
}

/// Reads a claim: a list of texts, or one text. Nothing else is taken for groups, and what is wrong
/// with some entries leaves the others alone. Never a reason to refuse a sign-in.
pub fn groups_of(claim: &Value) -> Groups {
    let unusable = |what: String| Groups { names: None, notes: vec![what] };
    let entries = match claim {
        Value::Array(entries) => entries,
        Value::String(one) => return Groups { names: Some(vec![one.clone()]), notes: Vec::new() },
        Value::Null => {
            return unusable("The provider sent no groups; teams stay as they are.".to_owned());
        }
        other => {
            return unusable(format!(
                "The claim with groups is {} and not a list of names; teams stay as they are.",
                kind(other)
            ));
        }
    };
    if entries.len() > GROUPS_MAX {
        return unusable(format!(
            "The provider sent {} groups; more than {GROUPS_MAX} are not read, and teams stay as they are. Let it send only those that are mapped.",
            entries.len()
        ));
    }
    let names: Vec<String> = entries
        .iter()
        .filter_map(Value::as_str)
        .filter(|name| name.chars().count() <= TEXT_MAX)
        .map(str::to_owned)
        .collect();
    let passed_over = entries.len() - names.len();
    let notes = match passed_over {
        0 => Vec::new(),
        1 => vec!["One group is no name and was passed over.".to_owned()],
        many => vec![format!("{many} groups are no names and were passed over.")],
    };
    Groups { names: Some(names), notes }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Brings the developer's teams in line with their groups at a provider (its issuer), in the
/// transaction of their sign-in. Touches only memberships that this provider's groups made: who was
/// invited stays, and so does who another provider put there. Every change is audited.
pub async fn sync_groups(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    developer: DeveloperId,
    provider: &str,
    groups: &[String],
) -> Result<GroupSync, PortalError> {
    tx.take_turns(MEMBERS).await?;
    let now = portal.clock.now();
    let wanted = wanted(store::mapped(tx, provider).await?, groups);
    let memberships = store::memberships(tx, developer).await?;
    let change = json!({ "developer": developer, "by_groups_of": provider });
    let mut sync = GroupSync::default();
    for membership in &memberships {
        if membership.synced_from.as_deref() != Some(provider) {
            continue;
        }
        let team = &membership.team;
        match wanted.get(&team.id) {
            Some((_, role)) if *role == membership.role => {}
            Some((_, role)) => store::set_role(tx, team.id, developer, *role).await?,
            None => {
                succession::take_out(tx, portal, actor, team, developer).await?;
                record(tx, portal, actor, "team.member_left", team, change.clone()).await?;
                sync.left.push(team.name.clone());
            }
        }
    }
    let known: HashSet<TeamId> = memberships.iter().map(|membership| membership.team.id).collect();
    for (team, role) in wanted.values().filter(|(team, _)| !known.contains(&team.id)) {
        store::add_member(tx, team.id, developer, *role, now, Some(provider)).await?;
        record(tx, portal, actor, "team.member_joined", team, change.clone()).await?;
        sync.joined.push(team.name.clone());
    }
    sync.joined.sort();
    Ok(sync)
}

/// The greatest role where several groups lead to one team.
fn wanted(mapped: Vec<(String, Team, TeamRole)>, groups: &[String]) -> HashMap<TeamId, (Team, TeamRole)> {
    let groups: HashSet<&str> = groups.iter().map(String::as_str).collect();
    let mut wanted: HashMap<TeamId, (Team, TeamRole)> = HashMap::new();
    for (group, team, role) in mapped {
        if groups.contains(group.as_str()) {
            let entry = wanted.entry(team.id).or_insert((team, role));
            entry.1 = entry.1.max(role);
        }
    }
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_of_every_kind_are_read_or_explained() {
        let names = |claim: Value| groups_of(&claim).names;
        assert_eq!(names(json!(["a", "b"])), Some(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(names(json!("a")), Some(vec!["a".to_owned()]));
        assert_eq!(names(json!([])), Some(Vec::new()));
        for (claim, word) in
            [(json!(7), "a number"), (json!({ "a": 1 }), "an object"), (json!(true), "a truth value")]
        {
            let groups = groups_of(&claim);
            assert_eq!(groups.names, None);
            assert!(groups.notes[0].contains(word), "{:?}", groups.notes);
        }
        assert_eq!(names(Value::Null), None, "nothing said is not “no groups”");
    }

    #[test]
    fn odd_entries_leave_the_others_alone() {
        let groups = groups_of(&json!(["a", 7, null, { "b": 1 }, "x".repeat(256), "c"]));
        assert_eq!(groups.names, Some(vec!["a".to_owned(), "c".to_owned()]));
        assert_eq!(groups.notes, ["4 groups are no names and were passed over."]);
    }

    #[test]
    fn ten_thousand_are_read_and_far_too_many_explained() {
        let many = |count: usize| json!((0..count).map(|n| format!("g{n}")).collect::<Vec<_>>());
        assert_eq!(groups_of(&many(10_000)).names.map(|names| names.len()), Some(10_000));
        let too_many = groups_of(&many(20_001));
        assert_eq!(too_many.names, None);
        assert!(too_many.notes[0].contains("20001 groups"), "{:?}", too_many.notes);
    }
}
