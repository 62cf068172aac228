//! What waits for an approver: developers and registrations in one list.
mod inbox_page;
mod keyboard;
mod model;
mod routes;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod service;

pub use model::*;
pub use routes::PAGES;
#[cfg(feature = "ssr")]
pub use service::Approvals;
