use crate::portal::Portal;
use app::catalog::*;
use app::{
    actor::Actor,
    error::PortalError,
    id::{DocumentId, ProductId, VersionId},
    page::{Page, PageRequest},
    time::Timestamp,
};

#[async_trait::async_trait]
impl Catalog for Portal {
    async fn catalog(
        &self,
        _actor: &Actor,
        _filter: CatalogFilter,
        _page: PageRequest,
    ) -> Result<Page<ProductCard>, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn product(&self, _actor: &Actor, _slug: &str) -> Result<ProductDetail, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn version(
        &self,
        _actor: &Actor,
        _product: &str,
        _version: &str,
    ) -> Result<ProductVersion, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn document(
        &self,
        _actor: &Actor,
        _product: &str,
        _path: &str,
    ) -> Result<DocumentPage, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn product_icon(&self, _actor: &Actor, _slug: &str) -> Result<(Vec<u8>, String), PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn all_products(
        &self,
        _actor: &Actor,
        _filter: CatalogFilter,
        _page: PageRequest,
    ) -> Result<Page<ProductCard>, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn create_product(&self, _actor: &Actor, _new: NewProduct) -> Result<Product, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn update_product(
        &self,
        _actor: &Actor,
        _id: ProductId,
        _new: NewProduct,
    ) -> Result<Product, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn set_product_icon(
        &self,
        _actor: &Actor,
        _id: ProductId,
        _icon: Option<Vec<u8>>,
    ) -> Result<(), PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn product_deletion(&self, _actor: &Actor, _id: ProductId) -> Result<CatalogDeletion, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn delete_product(&self, _actor: &Actor, _id: ProductId) -> Result<(), PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn create_version(
        &self,
        _actor: &Actor,
        _product: ProductId,
        _settings: VersionSettings,
    ) -> Result<ProductVersion, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn version_by_id(&self, _actor: &Actor, _id: VersionId) -> Result<ProductVersion, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn update_version(
        &self,
        _actor: &Actor,
        _id: VersionId,
        _settings: VersionSettings,
    ) -> Result<ProductVersion, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn publish_version(&self, _actor: &Actor, _id: VersionId) -> Result<ProductVersion, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn deprecate_version(
        &self,
        _actor: &Actor,
        _id: VersionId,
        _sunset_at: Option<Timestamp>,
    ) -> Result<ProductVersion, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn retire_version(&self, _actor: &Actor, _id: VersionId) -> Result<ProductVersion, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn version_deletion(&self, _actor: &Actor, _id: VersionId) -> Result<CatalogDeletion, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn delete_version(&self, _actor: &Actor, _id: VersionId) -> Result<(), PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn create_document(
        &self,
        _actor: &Actor,
        _product: ProductId,
        _new: NewDocument,
    ) -> Result<Document, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn update_document(
        &self,
        _actor: &Actor,
        _id: DocumentId,
        _new: NewDocument,
    ) -> Result<Document, PortalError> {
        Err(PortalError::Unavailable)
    }

    async fn delete_document(&self, _actor: &Actor, _id: DocumentId) -> Result<(), PortalError> {
        Err(PortalError::Unavailable)
    }
}
