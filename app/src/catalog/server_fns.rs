use super::{documents::*, model::*};
#[cfg(feature = "ssr")]
use crate::{
    backend::{actor, backend, respond},
    page::PageRequest,
    paths,
};
use crate::{call::Call, error::PortalError, page::Page};
use leptos::prelude::*;

/// Products on one page of the catalog.
#[cfg(feature = "ssr")]
const PAGE_SIZE: u32 = 20;

#[server(protocol = Call)]
pub async fn list_catalog(query: String, page: u32) -> Result<Page<ProductCard>, PortalError> {
    let request = PageRequest::new(Some(page), PAGE_SIZE);
    respond(backend()?.catalog(&actor()?, CatalogFilter { query }, request).await)
}

#[server(protocol = Call)]
pub async fn read_product(product: String) -> Result<ProductDetail, PortalError> {
    let detail = respond(backend()?.product(&actor()?, &product).await)?;
    if detail.product.slug != product {
        leptos_axum::redirect(&paths::product(&detail.product.slug));
    }
    Ok(detail)
}

#[server(protocol = Call)]
pub async fn read_document(product: String, path: String) -> Result<DocumentPage, PortalError> {
    let page = respond(backend()?.document(&actor()?, &product, &path).await)?;
    if page.product.slug != product {
        leptos_axum::redirect(&paths::document(&page.product.slug, &path));
    }
    Ok(page)
}
