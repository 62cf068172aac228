//! A version with its operations, one operation, and one schema.
#[cfg(feature = "ssr")]
mod authentication;
#[cfg(feature = "ssr")]
mod bodies;
#[cfg(feature = "ssr")]
mod channel;
#[cfg(feature = "ssr")]
mod operation_page;
mod operations;
#[cfg(feature = "ssr")]
mod overview;
mod routes;
#[cfg(feature = "ssr")]
mod samples;
#[cfg(feature = "ssr")]
mod schema;
#[cfg(feature = "ssr")]
mod schema_page;
#[cfg(feature = "ssr")]
mod sidebar;
#[cfg(feature = "ssr")]
mod version_page;

#[cfg(feature = "ssr")]
use crate::paths;

pub use operations::{GroupList, OperationRows};
pub use routes::PAGES;

/// The version that a page is about, for addresses, and what its reader chose.
#[cfg(feature = "ssr")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Place {
    product: String,
    version: String,
    /// Slug of the language of samples.
    language: Option<String>,
    /// Slug of one of the reader's applications.
    application: Option<String>,
}

#[cfg(feature = "ssr")]
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
}
