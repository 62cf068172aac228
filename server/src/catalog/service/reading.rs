//! What readers ask for. What they may not see is answered like what does not exist.
use crate::{
    catalog::{policy::Sight, store, tree},
    catalog_roles::store as catalog_roles,
    db::Conn,
    markdown,
    portal::Portal,
};
use app::catalog::*;
use app::{
    actor::Actor,
    error::PortalError,
    id::VersionId,
    page::{Page, PageRequest},
};

/// The newest published version under this name.
const LATEST: &str = "latest";

pub async fn catalog(
    portal: &Portal,
    actor: &Actor,
    filter: CatalogFilter,
    page: PageRequest,
) -> Result<Page<ProductCard>, PortalError> {
    let mut conn = portal.db.read().await?;
    let (cards, total) = store::listed(&mut conn, Sight::of(actor), &filter.query, page).await?;
    Ok(Page::new(cards, total, page))
}

pub async fn product(portal: &Portal, actor: &Actor, slug: &str) -> Result<ProductDetail, PortalError> {
    let sight = Sight::of(actor);
    let mut conn = portal.db.read().await?;
    let product = visible_product(&mut conn, actor, slug).await?;
    let mut versions = store::versions_of(&mut conn, product.id).await?;
    versions.retain(|version| sight.sees_version(version));
    let versions = versions.into_iter().map(|version| as_seen_by(sight, version)).collect();
    let documents = tree::links(&store::document_places(&mut conn, product.id).await?, sight);
    drop(conn);
    let description_html = markdown::to_html(&product.description);
    Ok(ProductDetail { product, description_html, versions, documents })
}

pub async fn document(
    portal: &Portal,
    actor: &Actor,
    product: &str,
    path: &str,
) -> Result<DocumentPage, PortalError> {
    let sight = Sight::of(actor);
    let mut conn = portal.db.read().await?;
    let product = visible_product(&mut conn, actor, product).await?;
    let document = store::document_by_path(&mut conn, product.id, path).await?;
    let document = document.filter(|document| sight.sees_document(document.readers));
    let document = document.ok_or(PortalError::NotFound)?;
    let documents = tree::links(&store::document_places(&mut conn, product.id).await?, sight);
    drop(conn);
    let RenderedDocument { html, headings } = markdown::document(&document.body, &product.slug);
    Ok(DocumentPage { product, document, html, headings, documents })
}

pub async fn icon(portal: &Portal, actor: &Actor, slug: &str) -> Result<(Vec<u8>, String), PortalError> {
    let mut conn = portal.db.read().await?;
    let product = visible_product(&mut conn, actor, slug).await?;
    store::icon(&mut conn, product.id).await?.ok_or(PortalError::NotFound)
}

/// The product under this slug, or under which it stood before, if the actor may see it.
pub async fn visible_product(conn: &mut Conn, actor: &Actor, slug: &str) -> Result<Product, PortalError> {
    let found = store::product_by_slug(conn, slug).await?.ok_or(PortalError::NotFound)?;
    seen(conn, actor, found).await
}

/// The product, if the actor may see it: the one place that decides about a single one.
async fn seen(conn: &mut Conn, actor: &Actor, found: store::FoundProduct) -> Result<Product, PortalError> {
    let sight = Sight::of(actor);
    let granted = match (found.product.visibility, sight.reader()) {
        (Visibility::Private, Some(reader)) => {
            catalog_roles::role_of_developer(conn, found.product.id, reader).await?.is_some()
        }
        _ => false,
    };
    if sight.sees_product(found.product.visibility, found.live_versions, granted) {
        Ok(found.product)
    } else {
        Err(PortalError::NotFound)
    }
}

/// The version with this id as developers see it, if its product shows to the actor: drafts and retired ones do
/// not exist.
pub async fn callable_version(
    conn: &mut Conn,
    actor: &Actor,
    id: VersionId,
) -> Result<ProductVersion, PortalError> {
    let version = store::version_by_id(conn, id).await?;
    let version = version.filter(|version| version.lifecycle.stage().is_callable());
    let version = version.ok_or(PortalError::NotFound)?;
    let found = store::product_by_id(conn, version.product_id).await?.ok_or(PortalError::NotFound)?;
    seen(conn, actor, found).await?;
    Ok(version)
}

/// The version under these slugs (`latest` is the newest published one), if the actor may see it.
pub async fn visible_version(
    conn: &mut Conn,
    actor: &Actor,
    product: &str,
    version: &str,
) -> Result<ProductVersion, PortalError> {
    let sight = Sight::of(actor);
    let product = visible_product(conn, actor, product).await?;
    let found = match version {
        LATEST => {
            let versions = store::versions_of(conn, product.id).await?;
            versions.into_iter().find(|version| version.lifecycle.stage().is_callable())
        }
        slug => store::version_by_slugs(conn, &product.slug, slug).await?,
    };
    let seen = found.filter(|version| sight.sees_version(version)).ok_or(PortalError::NotFound)?;
    Ok(as_seen_by(sight, seen))
}

/// Upstream addresses are for admins.
fn as_seen_by(sight: Sight, mut version: ProductVersion) -> ProductVersion {
    if sight < Sight::Admin {
        version.upstream_url = None;
    }
    version
}
