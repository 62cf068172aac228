//! What developers browse.
#[cfg(feature = "ssr")]
mod catalog_page;
#[cfg(feature = "ssr")]
mod document_page;
#[cfg(feature = "ssr")]
mod document_parts;
#[cfg(feature = "ssr")]
mod product_page;
mod routes;

pub use routes::PAGES;
