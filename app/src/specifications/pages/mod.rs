//! A version with its operations, one operation, and one schema.
mod authentication;
mod bodies;
mod operation_page;
mod operations;
mod overview;
mod routes;
mod samples;
mod schema;
mod schema_page;
mod sidebar;
mod version_page;

pub use operations::{GroupList, OperationRows};
pub use routes::PAGES;

/// The version that a page is about, for addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    product: String,
    version: String,
    /// What the reader chose, to be carried on: empty, or from the question mark on.
    choice: String,
}

impl Place {
    fn operation(&self, slug: &str) -> String {
        format!("{}{}", crate::paths::operation(&self.product, &self.version, slug), self.choice)
    }
}
