//! What the pages read, on the server.
use super::{documents::*, product::*};
use crate::{
    backend::{actor, backend, respond},
    error::PortalError,
    page::{Page, PageRequest},
    paths,
};

/// Products on one page of the catalog.
const PAGE_SIZE: u32 = 20;

pub async fn list_catalog(query: String, page: u32) -> Result<Page<ProductCard>, PortalError> {
    let request = PageRequest::new(Some(page), PAGE_SIZE);
    respond(backend()?.catalog(&actor()?, CatalogFilter { query }, request).await)
}

pub async fn read_product(product: String) -> Result<ProductDetail, PortalError> {
    let detail = respond(backend()?.product(&actor()?, &product).await)?;
    if detail.product.slug != product {
        leptos_axum::redirect(&paths::product(&detail.product.slug));
    }
    Ok(detail)
}

pub async fn read_document(product: String, path: String) -> Result<DocumentPage, PortalError> {
    let page = respond(backend()?.document(&actor()?, &product, &path).await)?;
    if page.product.slug != product {
        leptos_axum::redirect(&paths::document(&page.product.slug, &path));
    }
    Ok(page)
}
