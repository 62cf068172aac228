use super::products;
use crate::{
    audit::{self, Event},
    auth_strategies,
    catalog::store,
    clock::new_id,
    db::{Conn, DbError, Tx},
    portal::Portal,
    search,
};
use app::catalog::*;
use app::{
    actor::Actor,
    error::PortalError,
    id::{AuthStrategyId, ProductId, VersionId},
    time::Timestamp,
};
use serde_json::{Value, json};

pub async fn by_id(portal: &Portal, actor: &Actor, id: VersionId) -> Result<ProductVersion, PortalError> {
    actor.as_admin()?;
    existing(&mut portal.db.read().await?, id).await
}

pub async fn create(
    portal: &Portal,
    actor: &Actor,
    product: ProductId,
    settings: VersionSettings,
) -> Result<ProductVersion, PortalError> {
    actor.as_admin()?;
    settings.validate()?;
    let now = portal.clock.now();
    let id = VersionId(new_id(now));
    let slug = slugify_version(&settings.name);
    let mut tx = portal.db.begin().await?;
    let product = products::existing(&mut tx, product).await?;
    check_strategy(&mut tx, settings.auth_strategy_id).await?;
    store::insert_version(&mut tx, id, product.id, now, &slug, &settings).await.map_err(name_taken)?;
    let created = changed(&mut tx, now, actor, id, "version.created", json!({ "after": settings })).await?;
    tx.commit().await?;
    Ok(created)
}

/// The address follows the name until the first publication; from then on gateways and links hold
/// to it, and it stays.
pub async fn update(
    portal: &Portal,
    actor: &Actor,
    id: VersionId,
    settings: VersionSettings,
) -> Result<ProductVersion, PortalError> {
    actor.as_admin()?;
    settings.validate()?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let before = existing(&mut tx, id).await?;
    let strategy_before = before.auth_strategy.as_ref().map(|strategy| strategy.id);
    if settings.auth_strategy_id != strategy_before {
        check_strategy(&mut tx, settings.auth_strategy_id).await?;
        check_nobody_is_stranded(&mut tx, id, settings.auth_strategy_id).await?;
    }
    let slug = match before.lifecycle {
        Lifecycle::Draft => slugify_version(&settings.name),
        _ => before.slug.clone(),
    };
    store::update_version(&mut tx, id, now, &slug, &settings).await.map_err(name_taken)?;
    let change = json!({ "before": VersionSettings::of(&before), "after": settings });
    let updated = changed(&mut tx, now, actor, id, "version.updated", change).await?;
    tx.commit().await?;
    Ok(updated)
}

pub async fn publish(portal: &Portal, actor: &Actor, id: VersionId) -> Result<ProductVersion, PortalError> {
    actor.as_admin()?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let before = existing(&mut tx, id).await?;
    before.lifecycle.can_publish()?;
    store::publish(&mut tx, id, now).await?;
    let change = json!({ "before": before.lifecycle });
    let published = changed(&mut tx, now, actor, id, "version.published", change).await?;
    tx.commit().await?;
    Ok(published)
}

pub async fn deprecate(
    portal: &Portal,
    actor: &Actor,
    id: VersionId,
    sunset_at: Option<Timestamp>,
) -> Result<ProductVersion, PortalError> {
    actor.as_admin()?;
    let now = portal.clock.now();
    if sunset_at.is_some_and(|at| at <= now) {
        return Err(PortalError::field(
            "sunset_at",
            "A sunset date lies in the future. Retire the version to end it now.",
        ));
    }
    let mut tx = portal.db.begin().await?;
    let before = existing(&mut tx, id).await?;
    before.lifecycle.can_deprecate()?;
    store::deprecate(&mut tx, id, now, sunset_at).await?;
    let change = json!({ "before": before.lifecycle, "sunset_at": sunset_at });
    let deprecated = changed(&mut tx, now, actor, id, "version.deprecated", change).await?;
    tx.commit().await?;
    Ok(deprecated)
}

pub async fn retire(portal: &Portal, actor: &Actor, id: VersionId) -> Result<ProductVersion, PortalError> {
    actor.as_admin()?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let before = existing(&mut tx, id).await?;
    before.lifecycle.can_retire()?;
    store::retire(&mut tx, id, now).await?;
    let change = json!({ "before": before.lifecycle });
    let retired = changed(&mut tx, now, actor, id, "version.retired", change).await?;
    tx.commit().await?;
    Ok(retired)
}

pub async fn deletion(portal: &Portal, actor: &Actor, id: VersionId) -> Result<CatalogDeletion, PortalError> {
    actor.as_admin()?;
    let mut conn = portal.db.read().await?;
    existing(&mut conn, id).await?;
    Ok(store::version_deletion(&mut conn, id).await?)
}

pub async fn delete(portal: &Portal, actor: &Actor, id: VersionId) -> Result<(), PortalError> {
    actor.as_admin()?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let version = existing(&mut tx, id).await?;
    version.lifecycle.can_delete()?;
    store::delete_version(&mut tx, id).await?;
    store::count_versions(&mut tx, version.product_id).await?;
    let name = version.title();
    audit::record(&mut tx, now, actor, Event::new("version.deleted", "version", id, &name)).await?;
    tx.commit().await?;
    Ok(())
}

async fn existing(conn: &mut Conn, id: VersionId) -> Result<ProductVersion, PortalError> {
    store::version_by_id(conn, id).await?.ok_or(PortalError::NotFound)
}

/// Ends every change of a version: the product's list entry, what searches find, the audit trail, and the new state.
async fn changed(
    tx: &mut Tx,
    now: Timestamp,
    actor: &Actor,
    id: VersionId,
    action: &'static str,
    change: Value,
) -> Result<ProductVersion, PortalError> {
    let version = existing(tx, id).await?;
    store::count_versions(tx, version.product_id).await?;
    search::index_version(tx, id).await?;
    let name = version.title();
    audit::record(tx, now, actor, Event::new(action, "version", id, &name).change(change)).await?;
    Ok(version)
}

async fn check_strategy(conn: &mut Conn, id: Option<AuthStrategyId>) -> Result<(), PortalError> {
    let Some(id) = id else { return Ok(()) };
    match auth_strategies::store::find(conn, id).await? {
        Some(_) => Ok(()),
        None => Err(PortalError::field(
            "auth_strategy_id",
            "There is no such auth strategy. Reload the page and choose again.",
        )),
    }
}

/// An application has one strategy for good: those with access would lose it without a word.
async fn check_nobody_is_stranded(
    conn: &mut Conn,
    version: VersionId,
    strategy: Option<AuthStrategyId>,
) -> Result<(), PortalError> {
    match store::stranded_by(conn, version, strategy).await? {
        0 => Ok(()),
        stranded => {
            let what =
                if stranded == 1 { "1 registration".to_owned() } else { format!("{stranded} registrations") };
            Err(PortalError::field(
                "auth_strategy_id",
                format!(
                    "{what} of this version would stop working, since an application keeps its strategy for good. Create a new version with the other strategy instead."
                ),
            ))
        }
    }
}

fn name_taken(error: DbError) -> PortalError {
    match error {
        DbError::Unique => PortalError::field(
            "name",
            "Another version of this product has this name, or one with the same address.",
        ),
        other => other.into(),
    }
}
