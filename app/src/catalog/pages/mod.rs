//! What developers browse. Not lazy: most visits end here.
mod catalog_page;
mod document_page;
mod product_page;
mod routes;

pub use routes::CatalogRoutes;
