//! Products, versions and documents: what developers browse and admins publish.
mod badges;
mod directory;
mod documents;
mod model;
pub mod pages;
#[cfg(feature = "ssr")]
mod reads;
#[cfg(feature = "ssr")]
mod service;
mod visibility;

pub use badges::*;
pub use directory::*;
pub use documents::*;
pub use model::*;
#[cfg(feature = "ssr")]
pub use reads::*;
#[cfg(feature = "ssr")]
pub use service::Catalog;
pub use visibility::*;
