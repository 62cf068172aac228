//! Compression of what readers of the catalog get.
//!
//! Only answers that were marked are compressed: a page that holds a secret beside something that a
//! stranger can put there would tell the secret by its length (BREACH).
use axum::{
    http::{Extensions, HeaderMap, StatusCode, Version},
    response::Response,
};
use tower_http::compression::{CompressionLayer, Predicate, predicate::SizeAbove};

/// Server functions that answer with what readers of the catalog get, and nothing else.
const OF_CATALOG: [&str; 5] =
    ["read_product", "read_document", "read_version", "read_operation", "read_schema"];

#[derive(Debug, Clone, Copy)]
struct Compressible;

/// Whether the answer of the server function at this path may be marked.
pub fn is_of_catalog(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|function| OF_CATALOG.contains(&function))
}

/// Says that the answer holds nothing secret.
pub fn mark(mut response: Response) -> Response {
    response.extensions_mut().insert(Compressible);
    response
}

fn is_marked(_: StatusCode, _: Version, _: &HeaderMap, extensions: &Extensions) -> bool {
    extensions.get::<Compressible>().is_some()
}

pub fn layer() -> CompressionLayer<impl Predicate> {
    CompressionLayer::new().compress_when(SizeAbove::new(1024).and(is_marked))
}
