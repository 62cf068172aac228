//! The site map (sitemaps.org 0.9): the catalog, products, versions, documents, then operations.
use crate::http::Site;
use app::{catalog::Directory, paths, specifications::OperationAddress};

/// What one site map may list.
const ADDRESSES: usize = 50_000;

pub fn write(site: &Site<'_>, directory: &Directory, operations: &[OperationAddress]) -> String {
    let products = directory.products.iter();
    let versions = products.clone().flat_map(|product| &product.versions);
    let documents = products.clone().flat_map(|product| {
        product.documents.iter().map(|document| paths::document(&product.slug, &document.path))
    });
    let pages = std::iter::once(paths::catalog())
        .chain(products.map(|product| paths::product(&product.slug)))
        .chain(versions.map(|version| paths::version(&version.product_slug, &version.slug)))
        .chain(documents)
        .chain(operations.iter().map(|at| paths::operation(&at.product, &at.version, &at.operation)));
    let urls: String = pages
        .take(ADDRESSES)
        .map(|page| format!("<url><loc>{}</loc></url>\n", escaped(&site.url(&page))))
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{urls}</urlset>\n"
    )
}

fn escaped(url: &str) -> String {
    url.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
