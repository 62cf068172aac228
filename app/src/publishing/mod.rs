//! How admins publish: products, versions, specifications and documents of the catalog.
mod comparison;
mod documents;
mod fields;
mod import_page;
mod product_pages;
mod products_page;
mod routes;
mod server_fns;
mod specification_page;
mod version_confirmations;
mod version_page;
mod version_parts;

pub use routes::PAGES;
pub use server_fns::*;
