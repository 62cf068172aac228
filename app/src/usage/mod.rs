//! What was called, how often, and how it ended.
mod admin_page;
mod application_page;
mod model;
mod report;
mod routes;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod service;

pub use model::*;
pub use routes::{ADMIN_PAGES, PAGES};
#[cfg(feature = "ssr")]
pub use service::Usage;
