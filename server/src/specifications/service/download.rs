//! Documents as files, in either syntax.
use crate::{
    catalog,
    portal::Portal,
    specifications::{
        parse::{ConvertError, to_json, to_yaml},
        source, store,
    },
};
use app::{
    actor::Actor, catalog::ProductVersion, error::PortalError, id::SpecificationId, specifications::Syntax,
};
use serde::de::IgnoredAny;
use tokio::sync::Semaphore;

/// Documents that are converted at one time: a large one takes a processor for a second.
static CONVERSIONS: Semaphore = Semaphore::const_new(2);

pub async fn current(
    portal: &Portal,
    actor: &Actor,
    product: &str,
    version: &str,
) -> Result<(ProductVersion, SpecificationId), PortalError> {
    let mut conn = portal.db.read().await?;
    let version = catalog::visible_version(&mut conn, actor, product, version).await?;
    let id = store::current(&mut conn, version.id).await?.ok_or(PortalError::NotFound)?;
    Ok((version, id))
}

/// The document's text as it was uploaded.
pub async fn uploaded(
    portal: &Portal,
    actor: &Actor,
    product: &str,
    version: &str,
) -> Result<Vec<u8>, PortalError> {
    let (_, id) = current(portal, actor, product, version).await?;
    let compressed = store::source(&mut portal.db.read().await?, id).await?;
    tokio::task::spawn_blocking(move || source::decompress(&compressed))
        .await
        .map_err(|_| PortalError::Internal)?
        .map_err(|_| PortalError::Internal)
}

pub async fn file(
    portal: &Portal,
    actor: &Actor,
    product: &str,
    version: &str,
    syntax: Syntax,
) -> Result<Vec<u8>, PortalError> {
    let source = uploaded(portal, actor, product, version).await?;
    let _permit = CONVERSIONS.acquire().await.map_err(|_| PortalError::Internal)?;
    tokio::task::spawn_blocking(move || written_in(syntax, source))
        .await
        .map_err(|_| PortalError::Internal)?
        .map_err(|error| {
            tracing::error!(%error, "a document cannot be converted");
            PortalError::Internal
        })
}

fn written_in(syntax: Syntax, source: Vec<u8>) -> Result<Vec<u8>, ConvertError> {
    let has_braces = source::media_type(&source) == Syntax::Json.media_type();
    match syntax {
        // Comments and such are read too, but they are no JSON.
        Syntax::Json if has_braces && serde_json::from_slice::<IgnoredAny>(&source).is_ok() => Ok(source),
        Syntax::Yaml if !has_braces => Ok(source),
        Syntax::Json => to_json(&source).map(String::into_bytes),
        Syntax::Yaml => to_yaml(&source).map(String::into_bytes),
    }
}
