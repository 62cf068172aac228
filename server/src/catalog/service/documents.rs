use super::products;
use crate::{
    audit::{self, Event},
    catalog::{
        store::{self, DocumentPlace},
        tree,
    },
    clock::new_id,
    db::{Conn, DbError, Tx},
    markdown,
    portal::Portal,
    search,
};
use app::catalog::*;
use app::{
    actor::Actor,
    error::PortalError,
    id::{DocumentId, ProductId},
    time::Timestamp,
};
use serde_json::json;

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
        position: last(&places),
        visibility: new.visibility,
        readers: Readers::of(new.visibility, new.published),
        published_at: new.published.then_some(now),
        updated_at: now,
    };
    store::insert_document(&mut tx, now, &document).await.map_err(slug_taken)?;
    settle(&mut tx, product.id, None).await?;
    search::index_document(&mut tx, document.id).await?;
    let event = Event::new("document.created", "document", document.id, &document.title)
        .change(json!({ "after": told(&document) }));
    finish(tx, now, actor, event, document.id).await
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
    if tree::is_below(&places, new.parent_id, id) {
        return Err(PortalError::field("parent_id", "A document cannot stand below itself."));
    }
    let slug = wanted_slug(&new)?;
    let document = Document {
        parent_id: new.parent_id,
        path: path_below(&places, new.parent_id, &slug)?,
        slug,
        title: new.title.trim().to_owned(),
        body: new.body,
        position: if new.parent_id == before.parent_id { before.position } else { last(&places) },
        visibility: new.visibility,
        published_at: new.published.then(|| before.published_at.unwrap_or(now)),
        updated_at: now,
        ..before.clone()
    };
    store::update_document(&mut tx, now, &document).await.map_err(slug_taken)?;
    settle(&mut tx, before.product_id, None).await?;
    search::index_document(&mut tx, id).await?;
    let event = Event::new("document.updated", "document", id, &document.title)
        .change(json!({ "before": told(&before), "after": told(&document) }));
    finish(tx, now, actor, event, id).await
}

pub async fn step(
    portal: &Portal,
    actor: &Actor,
    id: DocumentId,
    step: DocumentStep,
) -> Result<Document, PortalError> {
    actor.as_admin()?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let before = existing(&mut tx, id).await?;
    let places = store::document_places(&mut tx, before.product_id).await?;
    settle(&mut tx, before.product_id, Some(tree::moved(&places, id, step)?)).await?;
    let event = Event::new("document.moved", "document", id, &before.title)
        .change(json!({ "before": { "path": before.path }, "after": { "step": step } }));
    finish(tx, now, actor, event, id).await
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

pub async fn preview(
    portal: &Portal,
    actor: &Actor,
    product: ProductId,
    body: &str,
) -> Result<RenderedDocument, PortalError> {
    actor.as_admin()?;
    check_body(body)?;
    let product = products::existing(&mut portal.db.read().await?, product).await?;
    Ok(markdown::document(body, &product.slug))
}

/// Brings paths, positions and readers in line with the tree as it stands, or as it is to stand.
async fn settle(
    tx: &mut Tx,
    product: ProductId,
    wanted: Option<Vec<DocumentPlace>>,
) -> Result<(), PortalError> {
    let stored = store::document_places(tx, product).await?;
    let wanted = wanted.unwrap_or_else(|| stored.clone());
    for place in tree::settled(&wanted)? {
        let Some(before) = stored.iter().find(|before| before.id == place.id) else { continue };
        if *before == place {
            continue;
        }
        store::place_document(tx, &place).await.map_err(slug_taken)?;
        if before.readers != place.readers {
            search::index_document(tx, place.id).await?;
        }
    }
    Ok(())
}

async fn finish(
    mut tx: Tx,
    now: Timestamp,
    actor: &Actor,
    event: Event<'_>,
    id: DocumentId,
) -> Result<Document, PortalError> {
    audit::record(&mut tx, now, actor, event).await?;
    let document = existing(&mut tx, id).await?;
    tx.commit().await?;
    Ok(document)
}

fn told(document: &Document) -> serde_json::Value {
    let published = document.published_at.is_some();
    json!({ "path": document.path, "published": published, "visibility": document.visibility })
}

/// The position after all others, wherever they stand.
fn last(places: &[DocumentPlace]) -> i64 {
    places.iter().map(|place| place.position + 1).max().unwrap_or(0)
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
    match places.iter().find(|place| place.id == parent) {
        Some(place) => Ok(format!("{}/{slug}", place.path)),
        None => Err(PortalError::field("parent_id", "There is no such document in this product.")),
    }
}

fn slug_taken(error: DbError) -> PortalError {
    match error {
        DbError::Unique => PortalError::field("slug", "Another document has this address here."),
        other => other.into(),
    }
}
