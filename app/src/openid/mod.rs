//! Access tokens of identity providers: how an application gets them, and whether one would be accepted.
mod check;
mod guide;
mod model;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod service;

pub use guide::ApplicationTokens;
pub use model::*;
#[cfg(feature = "ssr")]
pub use service::Tokens;
