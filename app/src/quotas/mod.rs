//! How many calls are let through.
mod admin_pages;
mod left;
mod model;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod service;

pub use admin_pages::PAGES;
pub use left::ApplicationQuotas;
pub use model::*;
#[cfg(feature = "ssr")]
pub use service::Quotas;
