//! How admins publish: products, versions, specifications and documents of the catalog.
mod comparison;
mod document_fields;
mod document_list;
mod document_server_fns;
mod documents;
mod fields;
mod images_page;
mod import_page;
mod product_pages;
mod products_page;
mod routes;
mod server_fns;
mod specification_page;
mod version_confirmations;
mod version_page;
mod version_parts;

pub use document_server_fns::*;
pub use fields::visibility_cards;
pub use product_pages::{product_crumbs, product_in_address};
pub use routes::PAGES;
pub use server_fns::*;
