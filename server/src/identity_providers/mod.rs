//! Signing in with identity providers (OpenID Connect, code flow). `service/begin.rs` sends a browser off,
//! `service/finish.rs` redeems what it brings back, `profile` reads what the provider says of a person, and
//! `service/admission.rs` decides whose account that is.
//!
//! Another protocol, such as SAML, would end in the same place: it proves a [`profile::Profile`] and hands
//! it to the admission.
mod letters;
pub mod policy;
mod profile;
pub mod rest;
mod service;
pub mod store;

pub use policy::can_require;
pub use service::{Begun, Brought, Entered};
