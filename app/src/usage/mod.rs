//! What was called, how often, and how it ended.
mod admin_page;
mod application_page;
mod callers;
mod callers_list;
mod calls;
mod calls_page;
mod model;
#[cfg(feature = "ssr")]
mod reads;
mod report;
mod routes;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod why_page;

pub use callers::*;
pub use callers_list::KeyCallersSection;
pub use calls::*;
pub use model::*;
pub use routes::{ADMIN_PAGES, PAGES, WHY};
#[cfg(feature = "ssr")]
pub use service::Usage;
