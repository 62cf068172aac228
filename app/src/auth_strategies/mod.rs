//! How calls prove themselves.
mod model;
pub mod pages;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod service;

pub use model::*;
#[cfg(feature = "ssr")]
pub use service::AuthStrategies;
