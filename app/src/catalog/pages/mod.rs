//! What developers browse.
mod catalog_page;
mod document_page;
mod document_parts;
mod product_page;
mod routes;

pub use routes::PAGES;
