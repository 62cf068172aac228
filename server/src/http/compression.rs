//! Compression of what readers of the catalog get.
//!
//! Only answers that were marked are compressed: a page that holds a secret beside something that a
//! stranger can put there would tell the secret by its length (BREACH).
use axum::{
    http::{Extensions, HeaderMap, StatusCode, Version},
    response::Response,
};
use tower_http::compression::{CompressionLayer, Predicate, predicate::SizeAbove};

#[derive(Debug, Clone, Copy)]
struct Compressible;

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
