//! Products, versions and documents: what developers browse and admins publish.
mod model;
#[cfg(feature = "ssr")]
mod service;

pub use model::*;
#[cfg(feature = "ssr")]
pub use service::Catalog;
