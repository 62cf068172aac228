//! Groups of identity providers that lead into teams.
use super::record;
use crate::{
    audit::{self, Event},
    clock::new_id,
    db::DbError,
    developers,
    portal::Portal,
    teams::{
        groups::{Groups, groups_of, sync_groups},
        store,
    },
};
use app::{
    actor::Actor,
    error::PortalError,
    id::{DeveloperId, GroupMappingId},
    teams::*,
};
use serde_json::{Value, json};

pub async fn all(portal: &Portal, actor: &Actor) -> Result<Vec<GroupMapping>, PortalError> {
    actor.as_admin()?;
    Ok(store::mappings(&mut portal.db.read().await?).await?)
}

pub async fn map(portal: &Portal, actor: &Actor, new: NewGroupMapping) -> Result<GroupMapping, PortalError> {
    actor.as_admin()?;
    new.validate()?;
    let now = portal.clock.now();
    let id = GroupMappingId(new_id(now));
    let mut tx = portal.db.begin().await?;
    let team = store::find(&mut tx, &new.team).await?;
    let team = team.ok_or_else(|| PortalError::field("team", "There is no such team."))?;
    if store::mappings(&mut tx).await?.len() as i64 >= NewGroupMapping::MOST {
        let detail = format!("There are {} mappings, which is the most.", NewGroupMapping::MOST);
        return Err(PortalError::refused("too_many_mappings", detail));
    }
    store::insert_mapping(&mut tx, id, team.id, now, &actor.name(), &new).await.map_err(mapped_already)?;
    let change = json!({ "group": new.group.trim(), "provider": new.provider.trim(), "role": new.role });
    record(&mut tx, portal, actor, "team.group_mapped", &team, change).await?;
    let made = store::mappings(&mut tx).await?.into_iter().find(|mapping| mapping.id == id);
    tx.commit().await?;
    made.ok_or(PortalError::Internal)
}

pub async fn unmap(portal: &Portal, actor: &Actor, id: GroupMappingId) -> Result<(), PortalError> {
    actor.as_admin()?;
    let mut tx = portal.db.begin().await?;
    let group = store::delete_mapping(&mut tx, id).await?.ok_or(PortalError::NotFound)?;
    let event = Event::new("team.group_unmapped", "group_mapping", id, &group);
    audit::record(&mut tx, portal.clock.now(), actor, event).await?;
    tx.commit().await?;
    Ok(())
}

pub async fn apply(
    portal: &Portal,
    actor: &Actor,
    developer: DeveloperId,
    provider: &str,
    claim: &Value,
) -> Result<GroupSync, PortalError> {
    actor.as_admin()?;
    let mut tx = portal.db.begin().await?;
    developers::store::find(&mut tx, developer).await?.ok_or(PortalError::NotFound)?;
    let Groups { names, notes } = groups_of(claim);
    let mut sync = match names {
        Some(names) => sync_groups(&mut tx, portal, actor, developer, provider, &names).await?,
        None => GroupSync::default(),
    };
    tx.commit().await?;
    portal.jobs.wake();
    sync.notes = notes;
    Ok(sync)
}

fn mapped_already(error: DbError) -> PortalError {
    match error {
        DbError::Unique => PortalError::field("group", "This group leads to this team already."),
        other => other.into(),
    }
}
