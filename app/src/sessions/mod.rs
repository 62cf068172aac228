//! Signing in and out.
mod model;
mod prove;
mod routes;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod service;
mod sessions_page;
mod sign_in_page;

pub use model::*;
pub use prove::Proved;
pub use routes::{ENTRANCE_PAGES, PAGES};
#[cfg(feature = "ssr")]
pub use service::Sessions;
