//! A version with its operations, one operation, and one schema.
mod authentication;
mod bodies;
mod channel;
mod operation_page;
mod operations;
mod overview;
mod prefetch;
mod routes;
mod samples;
mod schema;
mod schema_page;
mod sidebar;
mod version_page;

use crate::paths;
use prefetch::Wanted;

pub use operations::{GroupList, OperationRows};
pub use routes::PAGES;

/// The version that a page is about, for addresses, and what its reader chose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Place {
    product: String,
    version: String,
    /// Slug of the language of samples.
    language: Option<String>,
    /// Slug of one of the reader's applications.
    application: Option<String>,
}

impl Place {
    /// An operation's page, with what was chosen.
    fn operation(&self, slug: &str) -> String {
        let pairs = [("lang", &self.language), ("application", &self.application)];
        let pairs: Vec<String> = pairs
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}={}", paths::segment(value.as_ref()?))))
            .collect();
        let address = paths::operation(&self.product, &self.version, slug);
        if pairs.is_empty() { address } else { format!("{address}?{}", pairs.join("&")) }
    }

    fn wanted(&self, operation: String) -> Wanted {
        Wanted {
            product: self.product.clone(),
            version: self.version.clone(),
            operation,
            language: self.language.clone(),
            application: self.application.clone(),
        }
    }
}
