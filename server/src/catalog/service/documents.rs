use super::products;
use crate::{
    audit::{self, Event},
    catalog::{policy::Sight, store, store::DocumentPlace},
    clock::new_id,
    db::{Conn, DbError},
    portal::Portal,
    search,
};
use app::catalog::*;
use app::{
    actor::Actor,
    error::PortalError,
    id::{DocumentId, ProductId},
};
use serde_json::json;

/// How deep documents may stand below one another.
const LEVELS: usize = 5;

pub async fn create(
    portal: &Portal,
    actor: &Actor,
    product: ProductId,
    new: NewDocument,
) -> Result<Document, PortalError> {
    actor.as_admin()?;
    new.validate()?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let product = products::existing(&mut tx, product).await?;
    let places = store::document_places(&mut tx, product.id).await?;
    let slug = wanted_slug(&new)?;
    let document = Document {
        id: DocumentId(new_id(now)),
        product_id: product.id,
        parent_id: new.parent_id,
        path: path_below(&places, new.parent_id, &slug)?,
        slug,
        title: new.title.trim().to_owned(),
        body: new.body,
        position: places.iter().map(|place| place.position + 1).max().unwrap_or(0),
        published_at: new.published.then_some(now),
        updated_at: now,
    };
    store::insert_document(&mut tx, now, &document).await.map_err(slug_taken)?;
    search::index_document(&mut tx, document.id).await?;
    let event = Event::new("document.created", "document", document.id, &document.title)
        .change(json!({ "after": { "path": document.path, "published": new.published } }));
    audit::record(&mut tx, now, actor, event).await?;
    tx.commit().await?;
    Ok(document)
}

/// What stands below moves along with it.
pub async fn update(
    portal: &Portal,
    actor: &Actor,
    id: DocumentId,
    new: NewDocument,
) -> Result<Document, PortalError> {
    actor.as_admin()?;
    new.validate()?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let before = existing(&mut tx, id).await?;
    let places = store::document_places(&mut tx, before.product_id).await?;
    if is_below(&places, new.parent_id, id) {
        return Err(PortalError::field("parent_id", "A document cannot stand below itself."));
    }
    let slug = wanted_slug(&new)?;
    let document = Document {
        parent_id: new.parent_id,
        path: path_below(&places, new.parent_id, &slug)?,
        slug,
        title: new.title.trim().to_owned(),
        body: new.body,
        published_at: new.published.then(|| before.published_at.unwrap_or(now)),
        updated_at: now,
        ..before.clone()
    };
    store::update_document(&mut tx, now, &document).await.map_err(slug_taken)?;
    search::index_document(&mut tx, id).await?;
    let prefix = format!("{}/", before.path);
    for place in places.iter().filter(|place| place.path.starts_with(&prefix)) {
        let path = format!("{}/{}", document.path, &place.path[prefix.len()..]);
        check_levels(&path)?;
        store::move_document(&mut tx, place.id, &path).await.map_err(slug_taken)?;
    }
    let event = Event::new("document.updated", "document", id, &document.title).change(json!({
        "before": { "path": before.path, "published": before.published_at.is_some() },
        "after": { "path": document.path, "published": new.published },
    }));
    audit::record(&mut tx, now, actor, event).await?;
    tx.commit().await?;
    Ok(document)
}

/// What stands below goes too.
pub async fn delete(portal: &Portal, actor: &Actor, id: DocumentId) -> Result<(), PortalError> {
    actor.as_admin()?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let document = existing(&mut tx, id).await?;
    store::delete_document(&mut tx, id).await?;
    let event = Event::new("document.deleted", "document", id, &document.title)
        .change(json!({ "before": { "path": document.path } }));
    audit::record(&mut tx, now, actor, event).await?;
    tx.commit().await?;
    Ok(())
}

/// The list beside a page: every document under its parent, by position; unpublished ones for
/// admins only, with what stands below them.
pub fn tree(places: Vec<DocumentPlace>, sight: Sight) -> Vec<DocumentLink> {
    let mut links = Vec::with_capacity(places.len());
    append(&places, None, 0, sight, &mut links);
    links
}

fn append(
    places: &[DocumentPlace],
    parent: Option<DocumentId>,
    depth: u32,
    sight: Sight,
    links: &mut Vec<DocumentLink>,
) {
    let children = places.iter().filter(|place| place.parent_id == parent);
    for place in children.filter(|place| place.is_published || sight == Sight::Admin) {
        links.push(DocumentLink {
            id: place.id,
            path: place.path.clone(),
            title: place.title.clone(),
            depth,
            is_published: place.is_published,
        });
        append(places, Some(place.id), depth + 1, sight, links);
    }
}

async fn existing(conn: &mut Conn, id: DocumentId) -> Result<Document, PortalError> {
    store::document_by_id(conn, id).await?.ok_or(PortalError::NotFound)
}

fn wanted_slug(new: &NewDocument) -> Result<String, PortalError> {
    let slug = if new.slug.is_empty() { slugify(&new.title) } else { new.slug.clone() };
    if slug.is_empty() {
        return Err(PortalError::field(
            "slug",
            "Please choose an address; the title holds no letter or digit to make one from.",
        ));
    }
    Ok(slug)
}

/// A parent of another product names nothing here.
fn path_below(
    places: &[DocumentPlace],
    parent: Option<DocumentId>,
    slug: &str,
) -> Result<String, PortalError> {
    let Some(parent) = parent else { return Ok(slug.to_owned()) };
    let Some(place) = places.iter().find(|place| place.id == parent) else {
        return Err(PortalError::field("parent_id", "There is no such document in this product."));
    };
    let path = format!("{}/{slug}", place.path);
    check_levels(&path)?;
    Ok(path)
}

fn check_levels(path: &str) -> Result<(), PortalError> {
    match path.split('/').count() {
        levels if levels > LEVELS => {
            Err(PortalError::field("parent_id", format!("Documents stand at most {LEVELS} levels deep.")))
        }
        _ => Ok(()),
    }
}

/// Whether `document` is `ancestor` itself or stands below it.
fn is_below(places: &[DocumentPlace], document: Option<DocumentId>, ancestor: DocumentId) -> bool {
    let mut current = document;
    for _ in 0..=places.len() {
        match current {
            Some(id) if id == ancestor => return true,
            Some(id) => {
                current = places.iter().find(|place| place.id == id).and_then(|place| place.parent_id)
            }
            None => return false,
        }
    }
    false
}

fn slug_taken(error: DbError) -> PortalError {
    match error {
        DbError::Unique => PortalError::field("slug", "Another document has this address here."),
        other => other.into(),
    }
}
