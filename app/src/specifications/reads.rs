//! What the pages read, on the server.
use super::{OperationGroup, Reading, ReadingChoice, ReferenceOverview, SchemaDetail};
use crate::{
    backend::{actor, backend, respond},
    catalog::ProductVersion,
    error::PortalError,
    paths,
};
use serde::{Deserialize, Serialize};

/// Everything the version page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VersionView {
    pub version: ProductVersion,
    pub overview: ReferenceOverview,
    pub groups: Vec<OperationGroup>,
    /// What the groups were narrowed by.
    pub filter: Option<String>,
}

/// One operation with the version that it belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OperationView {
    pub version: ProductVersion,
    pub reading: Reading,
}

/// A schema with the version that it belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SchemaPageView {
    pub version: ProductVersion,
    pub schema: SchemaDetail,
}

pub async fn read_version(
    product: String,
    version: String,
    tag: Option<String>,
    filter: Option<String>,
) -> Result<VersionView, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let found = respond(backend.version(&actor, &product, &version).await)?;
    if found.product_slug != product || found.slug != version {
        leptos_axum::redirect(&paths::version(&found.product_slug, &found.slug));
    }
    let (product, slug) = (&found.product_slug, &found.slug);
    let filter = filter.filter(|words| !words.trim().is_empty());
    let groups = match &filter {
        Some(words) => backend.find_operations(&actor, product, slug, words).await,
        None => backend.operations(&actor, product, slug, tag.as_deref()).await,
    };
    let groups = respond(groups)?;
    let overview = respond(backend.reference_overview(&actor, product, slug).await)?;
    Ok(VersionView { version: found, overview, groups, filter })
}

pub async fn read_operation(
    product: String,
    version: String,
    operation: String,
    language: Option<String>,
    application: Option<String>,
) -> Result<OperationView, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let found = respond(backend.version(&actor, &product, &version).await)?;
    if found.product_slug != product || found.slug != version {
        leptos_axum::redirect(&paths::operation(&found.product_slug, &found.slug, &operation));
    }
    let choice = ReadingChoice { language, application };
    let reading = backend.read_operation(&actor, &found.product_slug, &found.slug, &operation, choice).await;
    Ok(OperationView { version: found, reading: respond(reading)? })
}

pub async fn read_schema(
    product: String,
    version: String,
    address: String,
) -> Result<SchemaPageView, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let found = respond(backend.version(&actor, &product, &version).await)?;
    let schema = backend.schema(&actor, &found.product_slug, &found.slug, &address).await;
    Ok(SchemaPageView { version: found, schema: respond(schema)? })
}
