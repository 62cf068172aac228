//! For programs.
use super::at;

pub fn openapi() -> String {
    at("/api/v1/openapi.json")
}
pub fn verify(product: &str, version: &str) -> String {
    at(&format!("/gateway/verify/{product}/{version}"))
}
