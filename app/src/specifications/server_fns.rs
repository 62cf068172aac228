use super::model::*;
#[cfg(feature = "ssr")]
use crate::{
    backend::{actor, backend, respond},
    paths,
};
use crate::{catalog::ProductVersion, error::PortalError};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Everything the version page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VersionView {
    pub version: ProductVersion,
    pub groups: Vec<OperationGroup>,
}

/// One operation with the version that it belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OperationView {
    pub version: ProductVersion,
    pub operation: OperationDetail,
}

#[server]
pub async fn read_version(
    product: String,
    version: String,
    tag: Option<String>,
) -> Result<VersionView, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let found = respond(backend.version(&actor, &product, &version).await)?;
    if found.product_slug != product || found.slug != version {
        leptos_axum::redirect(&paths::version(&found.product_slug, &found.slug));
    }
    let groups = backend.operations(&actor, &found.product_slug, &found.slug, tag.as_deref()).await;
    Ok(VersionView { version: found, groups: respond(groups)? })
}

#[server]
pub async fn read_operation(
    product: String,
    version: String,
    operation: String,
) -> Result<OperationView, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let found = respond(backend.version(&actor, &product, &version).await)?;
    if found.product_slug != product || found.slug != version {
        leptos_axum::redirect(&paths::operation(&found.product_slug, &found.slug, &operation));
    }
    let operation = backend.operation(&actor, &found.product_slug, &found.slug, &operation).await;
    Ok(OperationView { version: found, operation: respond(operation)? })
}
