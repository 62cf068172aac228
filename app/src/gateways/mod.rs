//! The gateways that may ask for verdicts.
mod model;
#[cfg(feature = "ssr")]
mod service;

pub use model::*;
#[cfg(feature = "ssr")]
pub use service::Gateways;
