//! Pictures in documents.
use super::{products, reading::visible_product};
use crate::{
    audit::{self, Event},
    catalog::{image::Kind, store},
    clock::new_id,
    portal::Portal,
};
use app::catalog::*;
use app::{
    actor::Actor,
    error::PortalError,
    id::{ImageId, ProductId},
};
use serde_json::json;
use sha2::{Digest, Sha256};

/// Bytes of the hash that names an image: enough that nobody finds two with one name.
const HASH: usize = 16;

pub async fn of_product(
    portal: &Portal,
    actor: &Actor,
    product: ProductId,
) -> Result<Vec<Image>, PortalError> {
    actor.as_admin()?;
    let mut conn = portal.db.read().await?;
    products::existing(&mut conn, product).await?;
    Ok(store::images(&mut conn, product).await?)
}

pub async fn add(
    portal: &Portal,
    actor: &Actor,
    product: ProductId,
    alt: &str,
    bytes: Vec<u8>,
) -> Result<Image, PortalError> {
    actor.as_admin()?;
    check_alt(alt)?;
    let limit = portal.config.limits.image_bytes;
    if bytes.len() > limit {
        return Err(PortalError::TooLarge { limit_bytes: limit as u64 });
    }
    let kind = Kind::of(&bytes)?;
    let hash: String = Sha256::digest(&bytes).iter().take(HASH).map(|byte| format!("{byte:02x}")).collect();
    let now = portal.clock.now();
    let image = Image {
        id: ImageId(new_id(now)),
        name: format!("{hash}.{}", kind.extension()),
        alt: alt.trim().to_owned(),
        media_type: kind.media_type().to_owned(),
        byte_count: bytes.len() as u64,
        created_at: now,
    };
    let mut tx = portal.db.begin().await?;
    let product = products::existing(&mut tx, product).await?;
    let others = store::images(&mut tx, product.id).await?;
    if let Some(same) = others.iter().find(|other| other.name == image.name) {
        return Ok(same.clone());
    }
    if others.len() >= IMAGES_MAX {
        let detail = format!("A product has at most {IMAGES_MAX} images. Delete one that no document shows.");
        return Err(PortalError::refused("too_many_images", detail));
    }
    store::insert_image(&mut tx, product.id, &image, bytes, &actor.name()).await?;
    let event = Event::new("image.added", "product", product.id, &product.title)
        .change(json!({ "after": { "name": image.name, "alt": image.alt } }));
    audit::record(&mut tx, now, actor, event).await?;
    tx.commit().await?;
    Ok(image)
}

/// One that a document shows is kept.
pub async fn delete(portal: &Portal, actor: &Actor, id: ImageId) -> Result<(), PortalError> {
    actor.as_admin()?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let shown = store::documents_showing(&mut tx, id).await?;
    if !shown.is_empty() {
        let detail = format!("“{}” shows this image. Take it out there first.", shown.join("”, “"));
        return Err(PortalError::refused("image_in_use", detail));
    }
    let name = store::delete_image(&mut tx, id).await?.ok_or(PortalError::NotFound)?;
    let event = Event::new("image.deleted", "image", id, &name);
    audit::record(&mut tx, now, actor, event).await?;
    tx.commit().await?;
    Ok(())
}

pub async fn read(
    portal: &Portal,
    actor: &Actor,
    product: &str,
    name: &str,
) -> Result<(Vec<u8>, String), PortalError> {
    let mut conn = portal.db.read().await?;
    let product = visible_product(&mut conn, actor, product).await?;
    store::image(&mut conn, product.id, name).await?.ok_or(PortalError::NotFound)
}
