//! The append-only trail of changes.
mod model;
#[cfg(feature = "ssr")]
mod service;

pub use model::*;
#[cfg(feature = "ssr")]
pub use service::Audit;
