use crate::call::Call;
use crate::{
    auth_strategies::AuthStrategy,
    catalog::*,
    catalog_roles::server_fns::ProductReaders,
    error::PortalError,
    id::{ImportId, ProductId, SpecificationId, VersionId},
    page::Page,
    specifications::{Comparison, Import, OperationGroup, Specification},
};
#[cfg(feature = "ssr")]
use crate::{
    backend::{actor, backend, respond},
    catalog_roles::server_fns::get_product_readers,
    page::PageRequest,
    paths,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
const PAGE_SIZE: u32 = 50;

/// A product as an admin sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ManagedProduct {
    pub detail: ProductDetail,
    pub deletion: CatalogDeletion,
}

/// The same, with who may see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProductAndReaders {
    pub managed: ManagedProduct,
    pub readers: ProductReaders,
}

/// A version as an admin sees it, with what can be chosen for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ManagedVersion {
    pub version: ProductVersion,
    pub specifications: Vec<Specification>,
    pub strategies: Vec<AuthStrategy>,
    pub deletion: CatalogDeletion,
}

/// A product that gets a new version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewVersionView {
    pub product: Product,
    pub strategies: Vec<AuthStrategy>,
}

/// A document that was read, before readers see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpecificationPreview {
    pub specification: Specification,
    /// Against the document that readers see now.
    pub comparison: Option<Comparison>,
    pub version: ProductVersion,
    pub groups: Vec<OperationGroup>,
}

#[server(protocol = Call)]
pub async fn list_all_products(query: String, page: u32) -> Result<Page<ProductCard>, PortalError> {
    let request = PageRequest::new(Some(page), PAGE_SIZE);
    respond(backend()?.all_products(&actor()?, CatalogFilter { query }, request).await)
}

#[server(protocol = Call)]
pub async fn get_managed_product(product: String) -> Result<ManagedProduct, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let detail = respond(backend.product(&actor, &product).await)?;
    let deletion = respond(backend.product_deletion(&actor, detail.product.id).await)?;
    Ok(ManagedProduct { detail, deletion })
}

#[server(protocol = Call)]
pub async fn get_product_and_readers(product: String) -> Result<ProductAndReaders, PortalError> {
    let managed = get_managed_product(product).await?;
    let readers = get_product_readers(managed.detail.product.slug.clone()).await?;
    Ok(ProductAndReaders { managed, readers })
}

#[server(protocol = Call)]
pub async fn create_product(
    title: String,
    #[server(default)] slug: String,
    #[server(default)] summary: String,
    #[server(default)] description: String,
    visibility: Visibility,
    #[server(default)] labels: String,
) -> Result<Product, PortalError> {
    let labels = respond(labels_from_lines(&labels))?;
    let new = NewProduct { slug, title, summary, description, visibility: Some(visibility), labels };
    let created = respond(backend()?.create_product(&actor()?, new).await)?;
    leptos_axum::redirect(&paths::admin_product(&created.slug));
    Ok(created)
}

#[server(protocol = Call)]
pub async fn update_product(
    id: ProductId,
    title: String,
    #[server(default)] slug: String,
    #[server(default)] summary: String,
    #[server(default)] description: String,
    #[server(default)] labels: String,
) -> Result<Product, PortalError> {
    let labels = respond(labels_from_lines(&labels))?;
    let new = NewProduct { slug, title, summary, description, visibility: None, labels };
    let updated = respond(backend()?.update_product(&actor()?, id, new).await)?;
    leptos_axum::redirect(&paths::admin_product(&updated.slug));
    Ok(updated)
}

#[server(protocol = Call)]
pub async fn remove_product_icon(id: ProductId) -> Result<(), PortalError> {
    respond(backend()?.set_product_icon(&actor()?, id, None).await)
}

#[server(protocol = Call)]
pub async fn delete_product(id: ProductId) -> Result<(), PortalError> {
    respond(backend()?.delete_product(&actor()?, id).await)?;
    leptos_axum::redirect(&paths::admin_products());
    Ok(())
}

#[server(protocol = Call)]
pub async fn prepare_version(product: String) -> Result<NewVersionView, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let strategies = respond(backend.auth_strategies(&actor).await)?;
    let product = respond(backend.product(&actor, &product).await)?.product;
    Ok(NewVersionView { product, strategies })
}

#[server(protocol = Call)]
pub async fn get_managed_version(product: String, version: String) -> Result<ManagedVersion, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let version = respond(backend.version(&actor, &product, &version).await)?;
    let specifications = respond(backend.specifications(&actor, version.id).await)?;
    let strategies = respond(backend.auth_strategies(&actor).await)?;
    let deletion = respond(backend.version_deletion(&actor, version.id).await)?;
    Ok(ManagedVersion { version, specifications, strategies, deletion })
}

#[server(protocol = Call)]
pub async fn create_version(
    product_id: ProductId,
    name: String,
    #[server(default)] auth_strategy_id: String,
    #[server(default)] registration_enabled: bool,
    #[server(default)] auto_approve: bool,
    #[server(default)] upstream_url: String,
) -> Result<ProductVersion, PortalError> {
    let settings = VersionSettings::from_form(
        name,
        &auth_strategy_id,
        registration_enabled,
        auto_approve,
        &upstream_url,
    );
    let created = respond(backend()?.create_version(&actor()?, product_id, respond(settings)?).await)?;
    leptos_axum::redirect(&paths::admin_version(&created.product_slug, &created.slug));
    Ok(created)
}

#[server(protocol = Call)]
pub async fn update_version(
    id: VersionId,
    name: String,
    #[server(default)] auth_strategy_id: String,
    #[server(default)] registration_enabled: bool,
    #[server(default)] auto_approve: bool,
    #[server(default)] upstream_url: String,
) -> Result<ProductVersion, PortalError> {
    let settings = VersionSettings::from_form(
        name,
        &auth_strategy_id,
        registration_enabled,
        auto_approve,
        &upstream_url,
    );
    let updated = respond(backend()?.update_version(&actor()?, id, respond(settings)?).await)?;
    leptos_axum::redirect(&paths::admin_version(&updated.product_slug, &updated.slug));
    Ok(updated)
}

#[server(protocol = Call)]
pub async fn publish_version(id: VersionId) -> Result<ProductVersion, PortalError> {
    let published = respond(backend()?.publish_version(&actor()?, id).await)?;
    leptos_axum::redirect(&paths::admin_version(&published.product_slug, &published.slug));
    Ok(published)
}

#[server(protocol = Call)]
pub async fn deprecate_version(
    id: VersionId,
    #[server(default)] sunset_at: String,
) -> Result<ProductVersion, PortalError> {
    let sunset_at = respond(sunset_from_date(&sunset_at))?;
    let deprecated = respond(backend()?.deprecate_version(&actor()?, id, sunset_at).await)?;
    leptos_axum::redirect(&paths::admin_version(&deprecated.product_slug, &deprecated.slug));
    Ok(deprecated)
}

#[server(protocol = Call)]
pub async fn retire_version(id: VersionId) -> Result<ProductVersion, PortalError> {
    let retired = respond(backend()?.retire_version(&actor()?, id).await)?;
    leptos_axum::redirect(&paths::admin_version(&retired.product_slug, &retired.slug));
    Ok(retired)
}

#[server(protocol = Call)]
pub async fn delete_version(id: VersionId) -> Result<(), PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let version = respond(backend.version_by_id(&actor, id).await)?;
    respond(backend.delete_version(&actor, id).await)?;
    leptos_axum::redirect(&paths::admin_product(&version.product_slug));
    Ok(())
}

#[server(protocol = Call)]
pub async fn get_import(id: ImportId) -> Result<Import, PortalError> {
    respond(backend()?.import(&actor()?, id).await)
}

#[server(protocol = Call)]
pub async fn preview_specification(id: SpecificationId) -> Result<SpecificationPreview, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let specification = respond(backend.specification(&actor, id).await)?;
    let version = respond(backend.version_by_id(&actor, specification.version_id).await)?;
    let groups = respond(backend.preview_operations(&actor, id).await)?;
    let comparison = respond(backend.compare_specification(&actor, id).await)?;
    Ok(SpecificationPreview { specification, version, groups, comparison })
}

#[server(protocol = Call)]
pub async fn use_specification(id: SpecificationId) -> Result<Specification, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let used = respond(backend.use_specification(&actor, id).await)?;
    let version = respond(backend.version_by_id(&actor, used.version_id).await)?;
    leptos_axum::redirect(&paths::admin_version(&version.product_slug, &version.slug));
    Ok(used)
}
