//! Products, versions and documents: what developers browse and admins publish.
mod badges;
mod directory;
mod documents;
pub mod pages;
mod product;
#[cfg(feature = "ssr")]
mod reads;
#[cfg(feature = "ssr")]
mod service;
mod slug;
mod version;
mod visibility;

pub use badges::*;
pub use directory::*;
pub use documents::*;
pub use product::*;
#[cfg(feature = "ssr")]
pub use reads::*;
#[cfg(feature = "ssr")]
pub use service::Catalog;
pub use slug::*;
pub use version::*;
pub use visibility::*;
