//! The catalog's tables: products, versions, documents.
mod cards;
mod directory;
mod documents;
mod images;
mod products;
mod sight;
mod versions;

pub use cards::*;
pub use directory::*;
pub use documents::*;
pub use images::*;
pub use products::*;
pub(crate) use sight::seen_by;
pub use versions::*;
