//! Signing in with the company's own identity provider (OpenID Connect).
mod identities;
mod model;
mod pages;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod service;
mod settings;

pub use identities::SignInMethods;
pub use model::*;
pub use pages::{CheckOutcome, PAGES};
#[cfg(feature = "ssr")]
pub use service::IdentityProviders;
pub use settings::*;
