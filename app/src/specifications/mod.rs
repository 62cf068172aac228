//! Imported documents and the operations in them.
mod channel;
mod comparison;
mod model;
pub mod pages;
mod reading;
mod schema;
mod server_fns;
#[cfg(feature = "ssr")]
mod service;
mod status;

pub use channel::*;
pub use comparison::*;
pub use model::*;
pub use reading::*;
pub use schema::*;
pub use server_fns::*;
#[cfg(feature = "ssr")]
pub use service::Specifications;
pub use status::status_meaning;
