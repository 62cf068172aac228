use super::{catalog_page::CatalogPage, document_page::DocumentRoutePage, product_page::ProductPage};
use crate::area::{PageRoute, component};
use leptos::prelude::*;

/// The public addresses of products and documents.
pub const PAGES: &[PageRoute] = &[
    component("/", || view! { <CatalogPage/> }.into_any()),
    component("/apis/:product", || view! { <ProductPage/> }.into_any()),
    component("/apis/:product/docs/*path", || view! { <DocumentRoutePage/> }.into_any()),
];
