//! What waits for an approver: developers and registrations in one list.
mod inbox_page;
mod keyboard;
mod model;
mod routes;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod service;
mod waiting;

pub use model::*;
pub use routes::PAGES;
#[cfg(feature = "ssr")]
pub use service::Approvals;
pub use waiting::{counts_down, now_waiting, provide_waiting};
