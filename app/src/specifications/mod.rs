//! Imported documents and the operations in them.
mod channel;
mod comparison;
mod model;
pub mod pages;
mod reading;
#[cfg(feature = "ssr")]
mod reads;
mod schema;
#[cfg(feature = "ssr")]
mod service;
mod status;

pub use channel::*;
pub use comparison::*;
pub use model::*;
pub use reading::*;
#[cfg(feature = "ssr")]
pub use reads::*;
pub use schema::*;
#[cfg(feature = "ssr")]
pub use service::Specifications;
pub use status::status_meaning;
