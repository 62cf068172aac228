//! Access of applications to product versions, and the decisions on it.
mod model;
#[cfg(feature = "ssr")]
mod service;

pub use model::*;
#[cfg(feature = "ssr")]
pub use service::Registrations;
