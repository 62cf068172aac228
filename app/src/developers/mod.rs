//! Accounts: sign-up, approval, profile, deletion.
mod model;
#[cfg(feature = "ssr")]
mod service;

pub use model::*;
#[cfg(feature = "ssr")]
pub use service::Developers;
