//! Switches of the running portal.
mod model;
#[cfg(feature = "ssr")]
mod service;

pub use model::*;
#[cfg(feature = "ssr")]
pub use service::Settings;
