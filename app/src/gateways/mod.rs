//! The gateways that may ask for verdicts.
mod gateway_page;
mod model;
mod pages;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod service;

pub use model::*;
pub use pages::PAGES;
#[cfg(feature = "ssr")]
pub use service::Gateways;
