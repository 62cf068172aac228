//! Products, versions and documents: what developers browse and admins publish.
mod badges;
mod directory;
mod documents;
mod model;
pub mod pages;
mod server_fns;
#[cfg(feature = "ssr")]
mod service;

pub use badges::*;
pub use directory::*;
pub use documents::*;
pub use model::*;
pub use server_fns::*;
#[cfg(feature = "ssr")]
pub use service::Catalog;
