#[cfg(feature = "ssr")]
use super::{operation_page::OperationPage, schema_page::SchemaPage, version_page::VersionPage};
use crate::area::served_pages;

served_pages! {
    "/apis/:product/:version" => VersionPage,
    "/apis/:product/:version/reference/:operation" => OperationPage,
    "/apis/:product/:version/schemas" => SchemaPage,
}
