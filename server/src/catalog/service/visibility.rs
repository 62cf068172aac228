//! Who sees a product: what a change would do, and the change.
use super::products::existing;
use crate::{
    audit::{self, Event},
    catalog::store,
    catalog_roles::store as roles,
    portal::Portal,
};
use app::catalog::*;
use app::{actor::Actor, error::PortalError, id::ProductId, registrations::RegistrationStatus};
use serde_json::json;

pub async fn preview(
    portal: &Portal,
    actor: &Actor,
    id: ProductId,
    to: Visibility,
) -> Result<VisibilityPreview, PortalError> {
    actor.as_admin()?;
    let mut conn = portal.db.read().await?;
    let product = existing(&mut conn, id).await?;
    let from = product.visibility;
    let with_role = roles::people(&mut conn, id, true).await?;
    let without = roles::people(&mut conn, id, false).await?;
    let (goes_on, goes_on_in_all) = match to {
        Visibility::Private => roles::access_without_role(&mut conn, id).await?,
        Visibility::Public | Visibility::SignedIn => (Vec::new(), 0),
    };
    let narrows = from != Visibility::Private && to == Visibility::Private;
    Ok(VisibilityPreview {
        title: product.title,
        from,
        to,
        roles: roles::grants(&mut conn, Some(id), None, None).await?,
        see: match to {
            Visibility::Private => with_role,
            Visibility::Public | Visibility::SignedIn => {
                People { count: with_role.count + without.count, names: Vec::new() }
            }
        },
        lose: if narrows { without } else { People::default() },
        strangers_lose: from == Visibility::Public && to != Visibility::Public,
        goes_on: goes_on
            .into_iter()
            .map(|(application, version, status, owner)| {
                let status = RegistrationStatus::parse(&status).map_or("unknown", RegistrationStatus::label);
                format!("{application} → {version} ({}), of {owner}", status.to_lowercase())
            })
            .collect(),
        goes_on_in_all,
    })
}

pub async fn set(
    portal: &Portal,
    actor: &Actor,
    id: ProductId,
    to: Visibility,
) -> Result<Product, PortalError> {
    actor.as_admin()?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let before = existing(&mut tx, id).await?;
    store::set_visibility(&mut tx, id, now, to).await?;
    let event = Event::new("product.visibility_set", "product", id, &before.title)
        .change(json!({ "before": before.visibility, "after": to }));
    audit::record(&mut tx, now, actor, event).await?;
    let after = existing(&mut tx, id).await?;
    tx.commit().await?;
    Ok(after)
}
