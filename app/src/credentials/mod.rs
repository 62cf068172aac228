//! API keys of applications, and what can be called with them.
mod model;
#[cfg(feature = "ssr")]
mod service;
mod slots;

pub use model::*;
#[cfg(feature = "ssr")]
pub use service::Credentials;
pub use slots::*;
