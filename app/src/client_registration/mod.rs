//! Clients that the portal registers at identity providers for developers' applications.
mod admin_page;
mod client_section;
mod issued;
mod model;
mod rotate_page;
mod routes;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod service;

pub use client_section::ClientSection;
pub use issued::IssuedClientPanel;
pub use model::*;
pub use routes::{ADMIN_PAGES, PAGES};
#[cfg(feature = "ssr")]
pub use service::ClientRegistrations;
