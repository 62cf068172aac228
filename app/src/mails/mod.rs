//! Mails as the admin sees them.
mod model;
#[cfg(feature = "ssr")]
mod service;

pub use model::*;
#[cfg(feature = "ssr")]
pub use service::Mails;
