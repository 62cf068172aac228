//! The catalog's tables: products, versions, documents.
mod directory;
mod documents;
mod images;
mod products;
mod versions;

pub use directory::*;
pub use documents::*;
pub use images::*;
pub use products::*;
pub use versions::*;
