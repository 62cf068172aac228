use crate::{
    audit::{self, Event},
    catalog::{icon::media_type, store},
    clock::new_id,
    db::{Conn, DbError},
    portal::Portal,
    search,
};
use app::catalog::*;
use app::{
    actor::Actor,
    error::PortalError,
    id::ProductId,
    page::{Page, PageRequest},
};
use serde_json::json;

pub async fn all(
    portal: &Portal,
    actor: &Actor,
    filter: CatalogFilter,
    page: PageRequest,
) -> Result<Page<ProductCard>, PortalError> {
    actor.as_admin()?;
    let (cards, total) = store::all(&mut portal.db.read().await?, &filter.query, page).await?;
    Ok(Page::new(cards, total, page))
}

pub async fn create(portal: &Portal, actor: &Actor, new: NewProduct) -> Result<Product, PortalError> {
    actor.as_admin()?;
    new.validate()?;
    let now = portal.clock.now();
    let id = ProductId(new_id(now));
    let mut tx = portal.db.begin().await?;
    let slug = wanted_slug(&new)?;
    if store::slug_is_taken(&mut tx, &slug).await? {
        return Err(slug_taken(&new));
    }
    store::insert_product(&mut tx, id, now, &slug, &new).await.map_err(|error| name_taken(error, &new))?;
    search::index_product(&mut tx, id, false).await?;
    let event = Event::new("product.created", "product", id, &new.title)
        .change(json!({ "after": { "slug": slug, "visibility": new.visibility.unwrap_or_default() } }));
    audit::record(&mut tx, now, actor, event).await?;
    let created = existing(&mut tx, id).await?;
    tx.commit().await?;
    Ok(created)
}

pub async fn update(
    portal: &Portal,
    actor: &Actor,
    id: ProductId,
    new: NewProduct,
) -> Result<Product, PortalError> {
    actor.as_admin()?;
    new.validate()?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let before = existing(&mut tx, id).await?;
    let slug = if new.slug.is_empty() { before.slug.clone() } else { wanted_slug(&new)? };
    if slug != before.slug {
        let taken = store::slug_is_taken(&mut tx, &slug).await?;
        if taken && !store::is_own_old_slug(&mut tx, id, &slug).await? {
            return Err(slug_taken(&new));
        }
        store::keep_old_slug(&mut tx, id, &before.slug, &slug).await?;
    }
    store::update_product(&mut tx, id, now, &slug, &new).await.map_err(|error| name_taken(error, &new))?;
    let renamed = slug != before.slug || new.title.trim() != before.title;
    search::index_product(&mut tx, id, renamed).await?;
    let event = Event::new("product.updated", "product", id, &new.title).change(json!({
        "before": { "slug": before.slug, "title": before.title, "visibility": before.visibility },
        "after": { "slug": slug, "title": new.title, "visibility": new.visibility.unwrap_or(before.visibility) },
    }));
    audit::record(&mut tx, now, actor, event).await?;
    let updated = existing(&mut tx, id).await?;
    tx.commit().await?;
    Ok(updated)
}

pub async fn set_icon(
    portal: &Portal,
    actor: &Actor,
    id: ProductId,
    icon: Option<Vec<u8>>,
) -> Result<(), PortalError> {
    actor.as_admin()?;
    let icon = match icon {
        Some(bytes) => {
            let media_type = media_type(&bytes)?;
            Some((bytes, media_type))
        }
        None => None,
    };
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let product = existing(&mut tx, id).await?;
    let action = if icon.is_some() { "product.icon_set" } else { "product.icon_removed" };
    store::set_icon(&mut tx, id, now, icon).await?;
    audit::record(&mut tx, now, actor, Event::new(action, "product", id, &product.title)).await?;
    tx.commit().await?;
    Ok(())
}

pub async fn deletion(portal: &Portal, actor: &Actor, id: ProductId) -> Result<CatalogDeletion, PortalError> {
    actor.as_admin()?;
    let mut conn = portal.db.read().await?;
    existing(&mut conn, id).await?;
    Ok(store::product_deletion(&mut conn, id).await?)
}

pub async fn delete(portal: &Portal, actor: &Actor, id: ProductId) -> Result<(), PortalError> {
    actor.as_admin()?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let product = existing(&mut tx, id).await?;
    let goes = store::product_deletion(&mut tx, id).await?;
    store::delete_product(&mut tx, id).await?;
    let event =
        Event::new("product.deleted", "product", id, &product.title).change(json!({ "before": goes }));
    audit::record(&mut tx, now, actor, event).await?;
    tx.commit().await?;
    Ok(())
}

pub(super) async fn existing(conn: &mut Conn, id: ProductId) -> Result<Product, PortalError> {
    store::product_by_id(conn, id).await?.map(|found| found.product).ok_or(PortalError::NotFound)
}

/// The slug that was asked for, or one made from the title.
fn wanted_slug(new: &NewProduct) -> Result<String, PortalError> {
    let slug = if new.slug.is_empty() { slugify(&new.title) } else { new.slug.clone() };
    if slug.is_empty() {
        return Err(PortalError::field(
            "slug",
            "Please choose an address; the title holds no letter or digit to make one from.",
        ));
    }
    if RESERVED_PRODUCT_SLUGS.contains(&slug.as_str()) {
        return Err(PortalError::field("slug", "The portal uses this word itself. Please choose another."));
    }
    Ok(slug)
}

fn slug_taken(new: &NewProduct) -> PortalError {
    let detail = if new.slug.is_empty() {
        "The address made from this title belongs to another product. Please choose one."
    } else {
        "Another product has this address, or had it and is still found by it."
    };
    PortalError::field("slug", detail)
}

fn name_taken(error: DbError, new: &NewProduct) -> PortalError {
    match error {
        DbError::Unique => slug_taken(new),
        other => other.into(),
    }
}
