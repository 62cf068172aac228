mod directory;
mod documents;
mod images;
mod products;
mod reading;
mod versions;
mod visibility;

pub use reading::{callable_version, visible_product, visible_version};

use crate::portal::Portal;
use app::catalog::*;
use app::{
    actor::Actor,
    error::PortalError,
    id::{DocumentId, ImageId, ProductId, VersionId},
    page::{Page, PageRequest},
    time::Timestamp,
};

#[async_trait::async_trait]
impl Catalog for Portal {
    async fn catalog(
        &self,
        actor: &Actor,
        filter: CatalogFilter,
        page: PageRequest,
    ) -> Result<Page<ProductCard>, PortalError> {
        reading::catalog(self, actor, filter, page).await
    }

    async fn directory(&self, actor: &Actor) -> Result<Directory, PortalError> {
        directory::directory(self, actor).await
    }

    async fn product(&self, actor: &Actor, slug: &str) -> Result<ProductDetail, PortalError> {
        reading::product(self, actor, slug).await
    }

    async fn version(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
    ) -> Result<ProductVersion, PortalError> {
        visible_version(&mut self.db.read().await?, actor, product, version).await
    }

    async fn document(&self, actor: &Actor, product: &str, path: &str) -> Result<DocumentPage, PortalError> {
        reading::document(self, actor, product, path).await
    }

    async fn product_icon(&self, actor: &Actor, slug: &str) -> Result<(Vec<u8>, String), PortalError> {
        reading::icon(self, actor, slug).await
    }

    async fn all_products(
        &self,
        actor: &Actor,
        filter: CatalogFilter,
        page: PageRequest,
    ) -> Result<Page<ProductCard>, PortalError> {
        products::all(self, actor, filter, page).await
    }

    async fn create_product(&self, actor: &Actor, new: NewProduct) -> Result<Product, PortalError> {
        products::create(self, actor, new).await
    }

    async fn update_product(
        &self,
        actor: &Actor,
        id: ProductId,
        new: NewProduct,
    ) -> Result<Product, PortalError> {
        products::update(self, actor, id, new).await
    }

    async fn set_product_icon(
        &self,
        actor: &Actor,
        id: ProductId,
        icon: Option<Vec<u8>>,
    ) -> Result<(), PortalError> {
        products::set_icon(self, actor, id, icon).await
    }

    async fn visibility_preview(
        &self,
        actor: &Actor,
        id: ProductId,
        to: Visibility,
    ) -> Result<VisibilityPreview, PortalError> {
        visibility::preview(self, actor, id, to).await
    }

    async fn set_visibility(
        &self,
        actor: &Actor,
        id: ProductId,
        to: Visibility,
    ) -> Result<Product, PortalError> {
        visibility::set(self, actor, id, to).await
    }

    async fn product_deletion(&self, actor: &Actor, id: ProductId) -> Result<CatalogDeletion, PortalError> {
        products::deletion(self, actor, id).await
    }

    async fn delete_product(&self, actor: &Actor, id: ProductId) -> Result<(), PortalError> {
        products::delete(self, actor, id).await
    }

    async fn create_version(
        &self,
        actor: &Actor,
        product: ProductId,
        settings: VersionSettings,
    ) -> Result<ProductVersion, PortalError> {
        versions::create(self, actor, product, settings).await
    }

    async fn version_by_id(&self, actor: &Actor, id: VersionId) -> Result<ProductVersion, PortalError> {
        versions::by_id(self, actor, id).await
    }

    async fn update_version(
        &self,
        actor: &Actor,
        id: VersionId,
        settings: VersionSettings,
    ) -> Result<ProductVersion, PortalError> {
        versions::update(self, actor, id, settings).await
    }

    async fn publish_version(&self, actor: &Actor, id: VersionId) -> Result<ProductVersion, PortalError> {
        versions::publish(self, actor, id).await
    }

    async fn deprecate_version(
        &self,
        actor: &Actor,
        id: VersionId,
        sunset_at: Option<Timestamp>,
    ) -> Result<ProductVersion, PortalError> {
        versions::deprecate(self, actor, id, sunset_at).await
    }

    async fn retire_version(&self, actor: &Actor, id: VersionId) -> Result<ProductVersion, PortalError> {
        versions::retire(self, actor, id).await
    }

    async fn version_deletion(&self, actor: &Actor, id: VersionId) -> Result<CatalogDeletion, PortalError> {
        versions::deletion(self, actor, id).await
    }

    async fn delete_version(&self, actor: &Actor, id: VersionId) -> Result<(), PortalError> {
        versions::delete(self, actor, id).await
    }

    async fn create_document(
        &self,
        actor: &Actor,
        product: ProductId,
        new: NewDocument,
    ) -> Result<Document, PortalError> {
        documents::create(self, actor, product, new).await
    }

    async fn update_document(
        &self,
        actor: &Actor,
        id: DocumentId,
        new: NewDocument,
    ) -> Result<Document, PortalError> {
        documents::update(self, actor, id, new).await
    }

    async fn delete_document(&self, actor: &Actor, id: DocumentId) -> Result<(), PortalError> {
        documents::delete(self, actor, id).await
    }

    async fn move_document(
        &self,
        actor: &Actor,
        id: DocumentId,
        step: DocumentStep,
    ) -> Result<Document, PortalError> {
        documents::step(self, actor, id, step).await
    }

    async fn preview_document(
        &self,
        actor: &Actor,
        product: ProductId,
        body: &str,
    ) -> Result<RenderedDocument, PortalError> {
        documents::preview(self, actor, product, body).await
    }

    async fn images(&self, actor: &Actor, product: ProductId) -> Result<Vec<Image>, PortalError> {
        images::of_product(self, actor, product).await
    }

    fn image_bytes_max(&self) -> u64 {
        self.config.limits.image_bytes as u64
    }

    async fn add_image(
        &self,
        actor: &Actor,
        product: ProductId,
        alt: &str,
        bytes: Vec<u8>,
    ) -> Result<Image, PortalError> {
        images::add(self, actor, product, alt, bytes).await
    }

    async fn delete_image(&self, actor: &Actor, id: ImageId) -> Result<(), PortalError> {
        images::delete(self, actor, id).await
    }

    async fn image(
        &self,
        actor: &Actor,
        product: &str,
        name: &str,
    ) -> Result<(Vec<u8>, String), PortalError> {
        images::read(self, actor, product, name).await
    }
}
