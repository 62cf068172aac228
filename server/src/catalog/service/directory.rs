use crate::{
    catalog::{policy::Sight, store, tree},
    portal::Portal,
};
use app::{actor::Actor, catalog::*, error::PortalError, id::ProductId};
use std::collections::HashMap;

/// Published things only, whoever asks: a directory is no place for drafts.
pub async fn directory(portal: &Portal, actor: &Actor) -> Result<Directory, PortalError> {
    let sight = Sight::of(actor);
    let limit = i64::from(DIRECTORY_MAX);
    let mut conn = portal.db.read().await?;
    let products = store::directory_products(&mut conn, sight, limit).await?;
    let versions = store::directory_versions(&mut conn, sight, limit).await?;
    let places = store::directory_documents(&mut conn, sight, limit).await?;
    drop(conn);
    let mut versions_of: HashMap<ProductId, Vec<ProductVersion>> = HashMap::new();
    for version in versions {
        versions_of.entry(version.product_id).or_default().push(version);
    }
    let mut places_of: HashMap<ProductId, Vec<store::DocumentPlace>> = HashMap::new();
    for (product, place) in places {
        places_of.entry(product).or_default().push(place);
    }
    let products = products.into_iter().map(|product| {
        let id = ProductId(product.id);
        DirectoryProduct {
            slug: product.slug,
            title: product.title,
            summary: product.summary,
            versions: versions_of.remove(&id).unwrap_or_default(),
            documents: tree::links(&places_of.remove(&id).unwrap_or_default(), sight.of_published()),
        }
    });
    Ok(Directory { products: products.collect() })
}
