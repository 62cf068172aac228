use super::{directory::Directory, documents::*, product::*, version::*, visibility::*};
use crate::{
    actor::Actor,
    error::PortalError,
    id::{DocumentId, ImageId, ProductId, VersionId},
    page::{Page, PageRequest},
    time::Timestamp,
};

/// Products, versions and documents: what developers browse and admins publish.
#[async_trait::async_trait]
pub trait Catalog: Send + Sync {
    /// Published products that the actor may see, by title.
    async fn catalog(
        &self,
        actor: &Actor,
        filter: CatalogFilter,
        page: PageRequest,
    ) -> Result<Page<ProductCard>, PortalError>;
    /// Everything published that the actor may see, at once.
    async fn directory(&self, actor: &Actor) -> Result<Directory, PortalError>;
    /// By slug; an old slug answers with the product under its new one.
    async fn product(&self, actor: &Actor, slug: &str) -> Result<ProductDetail, PortalError>;
    /// By slugs; `latest` is the newest published version.
    async fn version(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
    ) -> Result<ProductVersion, PortalError>;
    async fn document(&self, actor: &Actor, product: &str, path: &str) -> Result<DocumentPage, PortalError>;
    /// The icon's bytes and media type.
    async fn product_icon(&self, actor: &Actor, slug: &str) -> Result<(Vec<u8>, String), PortalError>;

    /// Every product, drafts included (admin).
    async fn all_products(
        &self,
        actor: &Actor,
        filter: CatalogFilter,
        page: PageRequest,
    ) -> Result<Page<ProductCard>, PortalError>;
    async fn create_product(&self, actor: &Actor, new: NewProduct) -> Result<Product, PortalError>;
    async fn update_product(
        &self,
        actor: &Actor,
        id: ProductId,
        new: NewProduct,
    ) -> Result<Product, PortalError>;
    /// PNG, JPEG or SVG of at most 500 KB; `None` removes it.
    async fn set_product_icon(
        &self,
        actor: &Actor,
        id: ProductId,
        icon: Option<Vec<u8>>,
    ) -> Result<(), PortalError>;
    /// What a change of who sees it would do (admin).
    async fn visibility_preview(
        &self,
        actor: &Actor,
        id: ProductId,
        to: Visibility,
    ) -> Result<VisibilityPreview, PortalError>;
    /// Access that applications have goes on, whoever loses sight of the product.
    async fn set_visibility(
        &self,
        actor: &Actor,
        id: ProductId,
        to: Visibility,
    ) -> Result<Product, PortalError>;
    async fn product_deletion(&self, actor: &Actor, id: ProductId) -> Result<CatalogDeletion, PortalError>;
    async fn delete_product(&self, actor: &Actor, id: ProductId) -> Result<(), PortalError>;

    async fn create_version(
        &self,
        actor: &Actor,
        product: ProductId,
        settings: VersionSettings,
    ) -> Result<ProductVersion, PortalError>;
    async fn version_by_id(&self, actor: &Actor, id: VersionId) -> Result<ProductVersion, PortalError>;
    async fn update_version(
        &self,
        actor: &Actor,
        id: VersionId,
        settings: VersionSettings,
    ) -> Result<ProductVersion, PortalError>;
    async fn publish_version(&self, actor: &Actor, id: VersionId) -> Result<ProductVersion, PortalError>;
    async fn deprecate_version(
        &self,
        actor: &Actor,
        id: VersionId,
        sunset_at: Option<Timestamp>,
    ) -> Result<ProductVersion, PortalError>;
    /// From then on every call is refused.
    async fn retire_version(&self, actor: &Actor, id: VersionId) -> Result<ProductVersion, PortalError>;
    async fn version_deletion(&self, actor: &Actor, id: VersionId) -> Result<CatalogDeletion, PortalError>;
    async fn delete_version(&self, actor: &Actor, id: VersionId) -> Result<(), PortalError>;

    async fn create_document(
        &self,
        actor: &Actor,
        product: ProductId,
        new: NewDocument,
    ) -> Result<Document, PortalError>;
    async fn update_document(
        &self,
        actor: &Actor,
        id: DocumentId,
        new: NewDocument,
    ) -> Result<Document, PortalError>;
    /// With what stands below it.
    async fn move_document(
        &self,
        actor: &Actor,
        id: DocumentId,
        step: DocumentStep,
    ) -> Result<Document, PortalError>;
    async fn delete_document(&self, actor: &Actor, id: DocumentId) -> Result<(), PortalError>;
    /// A text that is not saved, as readers of the product would see it (admin).
    async fn preview_document(
        &self,
        actor: &Actor,
        product: ProductId,
        body: &str,
    ) -> Result<RenderedDocument, PortalError>;

    /// The images of a product, newest first (admin).
    async fn images(&self, actor: &Actor, product: ProductId) -> Result<Vec<Image>, PortalError>;
    /// Bytes that an image may have.
    fn image_bytes_max(&self) -> u64;
    /// PNG, JPEG, GIF, WebP or AVIF, decided by the content. The same content again is the same image.
    async fn add_image(
        &self,
        actor: &Actor,
        product: ProductId,
        alt: &str,
        bytes: Vec<u8>,
    ) -> Result<Image, PortalError>;
    async fn delete_image(&self, actor: &Actor, id: ImageId) -> Result<(), PortalError>;
    /// An image's bytes and media type, for those who may see its product.
    async fn image(&self, actor: &Actor, product: &str, name: &str)
    -> Result<(Vec<u8>, String), PortalError>;
}
