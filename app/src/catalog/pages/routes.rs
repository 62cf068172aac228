#[cfg(feature = "ssr")]
use super::{catalog_page::CatalogPage, document_page::DocumentRoutePage, product_page::ProductPage};
use crate::area::served_pages;

served_pages! {
    "/" => CatalogPage,
    "/apis/:product" => ProductPage,
    "/apis/:product/docs/*path" => DocumentRoutePage,
}
