//! Personal access tokens for the REST API.
mod model;
#[cfg(feature = "ssr")]
mod service;

pub use model::*;
#[cfg(feature = "ssr")]
pub use service::AccessTokens;
