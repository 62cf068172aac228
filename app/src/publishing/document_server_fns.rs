#[cfg(feature = "ssr")]
use crate::{
    backend::{actor, backend, respond},
    paths,
};
use crate::{
    call::Call,
    catalog::*,
    error::PortalError,
    id::{DocumentId, ImageId, ProductId},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The images of a product as an admin sees them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ManagedImages {
    pub product: Product,
    pub images: Vec<Image>,
    /// Bytes that an image may have.
    pub bytes_max: u64,
}

#[server(protocol = Call)]
pub async fn get_managed_document(product: String, path: String) -> Result<DocumentPage, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let page = respond(backend.document(&actor, &product, &path).await)?;
    respond(backend.product_deletion(&actor, page.product.id).await)?;
    Ok(page)
}

#[server(protocol = Call)]
#[allow(clippy::too_many_arguments)]
pub async fn create_document(
    product_id: ProductId,
    product: String,
    title: String,
    #[server(default)] slug: String,
    #[server(default)] body: String,
    #[server(default)] parent_id: String,
    #[server(default)] visibility: String,
    #[server(default)] published: bool,
) -> Result<Document, PortalError> {
    let new = respond(NewDocument::from_form(title, slug, body, &parent_id, &visibility, published))?;
    let created = respond(backend()?.create_document(&actor()?, product_id, new).await)?;
    leptos_axum::redirect(&paths::document(&product, &created.path));
    Ok(created)
}

#[server(protocol = Call)]
#[allow(clippy::too_many_arguments)]
pub async fn update_document(
    id: DocumentId,
    product: String,
    title: String,
    #[server(default)] slug: String,
    #[server(default)] body: String,
    #[server(default)] parent_id: String,
    #[server(default)] visibility: String,
    #[server(default)] published: bool,
) -> Result<Document, PortalError> {
    let new = respond(NewDocument::from_form(title, slug, body, &parent_id, &visibility, published))?;
    let updated = respond(backend()?.update_document(&actor()?, id, new).await)?;
    leptos_axum::redirect(&paths::document(&product, &updated.path));
    Ok(updated)
}

/// Nothing is saved: the page shows the form again, with the text as readers would see it.
#[server(protocol = Call)]
pub async fn preview_document(
    product_id: ProductId,
    #[server(default)] body: String,
) -> Result<RenderedDocument, PortalError> {
    respond(backend()?.preview_document(&actor()?, product_id, &body).await)
}

#[server(protocol = Call)]
pub async fn move_document(id: DocumentId, product: String, step: DocumentStep) -> Result<(), PortalError> {
    respond(backend()?.move_document(&actor()?, id, step).await)?;
    leptos_axum::redirect(&paths::admin_product_document(&product, id));
    Ok(())
}

#[server(protocol = Call)]
pub async fn delete_document(id: DocumentId, product: String) -> Result<(), PortalError> {
    respond(backend()?.delete_document(&actor()?, id).await)?;
    leptos_axum::redirect(&paths::admin_product(&product));
    Ok(())
}

#[server(protocol = Call)]
pub async fn get_images(product: String) -> Result<ManagedImages, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let product = respond(backend.product(&actor, &product).await)?.product;
    let images = respond(backend.images(&actor, product.id).await)?;
    Ok(ManagedImages { product, images, bytes_max: backend.image_bytes_max() })
}

#[server(protocol = Call)]
pub async fn delete_image(id: ImageId, product: String) -> Result<(), PortalError> {
    respond(backend()?.delete_image(&actor()?, id).await)?;
    leptos_axum::redirect(&paths::admin_images(&product));
    Ok(())
}
