//! The catalog's tables: products, versions, documents.
mod documents;
mod products;
mod versions;

pub use documents::*;
pub use products::*;
pub use versions::*;
