//! For admins: products, their versions and documents.
use super::{at, segment, with_query};

pub fn admin_products() -> String {
    at("/admin/products")
}
pub fn admin_new_product() -> String {
    at("/admin/products/new")
}
pub fn admin_product(slug: &str) -> String {
    at(&format!("/admin/products/{slug}"))
}
pub fn admin_edit_product(slug: &str) -> String {
    at(&format!("/admin/products/{slug}/edit"))
}
/// The choice, or what one of them would do.
pub fn admin_product_visibility(slug: &str, to: &str) -> String {
    at(&with_query(format!("/admin/products/{slug}/visibility"), &[("to", to)]))
}
pub fn admin_withdraw_catalog_role(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/catalog-roles/{id}/withdraw"))
}
pub fn admin_delete_product(slug: &str) -> String {
    at(&format!("/admin/products/{slug}/delete"))
}
pub fn admin_new_version(product: &str) -> String {
    at(&format!("/admin/products/{product}/versions/new"))
}
pub fn admin_version_quota(product: &str, version: &str) -> String {
    at(&format!("/admin/products/{product}/versions/{version}/quota"))
}
pub fn admin_version(product: &str, version: &str) -> String {
    at(&format!("/admin/products/{product}/versions/{version}"))
}
/// Where a document is uploaded to (multipart form).
pub fn admin_upload(version: impl std::fmt::Display) -> String {
    at(&format!("/admin/upload/{version}"))
}
/// Where a product's icon is uploaded to (multipart form).
pub fn admin_icon(product: &str) -> String {
    at(&format!("/admin/icons/{product}"))
}
/// Whether a page is about a document of a version, before it is read or after.
pub fn is_admin_document(path: &str) -> bool {
    ["/admin/imports/", "/admin/specifications/"].iter().any(|above| path.starts_with(&at(above)))
}
pub fn admin_import(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/imports/{id}"))
}
pub fn admin_specification(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/specifications/{id}"))
}
pub fn admin_delete_version(product: &str, version: &str) -> String {
    at(&format!("/admin/products/{product}/versions/{version}/delete"))
}
pub fn admin_retire_version(product: &str, version: &str) -> String {
    at(&format!("/admin/products/{product}/versions/{version}/retire"))
}
pub fn admin_new_document(product: &str) -> String {
    at(&format!("/admin/products/{product}/docs/new"))
}
pub fn admin_document(product: &str, path: &str) -> String {
    at(&format!("/admin/products/{product}/docs/edit?path={}", segment(path)))
}
pub fn admin_delete_document(product: &str, path: &str) -> String {
    at(&format!("/admin/products/{product}/docs/delete?path={}", segment(path)))
}
pub fn admin_images(product: &str) -> String {
    at(&format!("/admin/products/{product}/images"))
}
/// A document in the list of its product.
pub fn admin_product_document(product: &str, id: impl std::fmt::Display) -> String {
    at(&format!("/admin/products/{product}#document-{id}"))
}
/// Where an image is uploaded to (multipart form).
pub fn admin_image_upload(product: &str) -> String {
    at(&format!("/admin/images/{product}"))
}
