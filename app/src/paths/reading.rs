//! The catalog, the reference and what is made of them.
use super::{at, base, segment};
use crate::specifications::{SpecificationFamily, Syntax};

pub fn catalog() -> String {
    at("/")
}
pub fn search() -> String {
    at("/search")
}
pub fn product(product: &str) -> String {
    at(&format!("/apis/{product}"))
}
pub fn product_icon(product: &str) -> String {
    at(&format!("/apis/{product}/icon"))
}
pub fn document_image(product: &str, name: &str) -> String {
    at(&format!("/apis/{product}/images/{}", segment(name)))
}
pub fn document(product: &str, path: &str) -> String {
    at(&format!("/apis/{product}/docs/{path}"))
}
pub fn version(product: &str, version: &str) -> String {
    at(&format!("/apis/{product}/{version}"))
}
pub fn operation(product: &str, version: &str, operation: &str) -> String {
    at(&format!("/apis/{product}/{version}/reference/{operation}"))
}
/// Where an operation is tried.
pub fn try_operation(product: &str, version: &str, operation: &str) -> String {
    at(&format!("/apis/{product}/{version}/reference/{operation}/try"))
}
/// Where a call that was filled in is posted to (multipart form).
pub fn send_call(product: &str, version: &str, operation: &str) -> String {
    at(&format!("/apis/{product}/{version}/reference/{operation}/call"))
}
/// The operations under one tag.
pub fn version_tag(product: &str, version: &str, tag: &str) -> String {
    at(&format!("/apis/{product}/{version}?tag={}#operations", segment(tag)))
}
/// A schema alone; `address` is its JSON pointer as a fragment.
pub fn schema(product: &str, version: &str, address: &str) -> String {
    at(&format!("/apis/{product}/{version}/schemas?at={}", segment(address)))
}
/// The document, under the name of its kind: `openapi.json`, `asyncapi.yaml`.
pub fn specification_file(
    product: &str,
    version: &str,
    family: SpecificationFamily,
    syntax: Syntax,
) -> String {
    at(&format!("/apis/{product}/{version}/{}", family.file_name(syntax)))
}
/// The Markdown twin of a page of the catalog or the reference, or of the search.
pub fn markdown_of(page: &str) -> String {
    let page = page.split('#').next().unwrap_or_default();
    let (path, query) = page.split_at(page.find('?').unwrap_or(page.len()));
    match path.strip_prefix(base()) {
        Some("" | "/") => format!("{}{query}", at("/apis.md")),
        _ => format!("{path}.md{query}"),
    }
}
pub fn llms_txt() -> String {
    at("/llms.txt")
}
pub fn sitemap() -> String {
    at("/sitemap.xml")
}
/// RFC 9727.
pub fn api_catalog() -> String {
    at("/.well-known/api-catalog")
}
