//! Trying an operation from its page: a form made from the document, one call through the embedded
//! gateway as one of the reader's own applications, and the answer.
mod model;
pub mod pages;
mod server_fns;
#[cfg(feature = "ssr")]
mod service;

pub use model::*;
pub use server_fns::*;
#[cfg(feature = "ssr")]
pub use service::{CallInput, FieldValue, TryIt};
