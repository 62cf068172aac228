//! Who may call what: requested by developers, decided by approvers.
mod admin_list_page;
mod admin_page;
mod list;
mod model;
mod request_access;
mod routes;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod service;
mod status;
mod withdraw_page;

pub use list::RegistrationList;
pub use model::*;
pub use routes::{ADMIN_PAGES, PAGES};
#[cfg(feature = "ssr")]
pub use service::Registrations;
pub use status::RegistrationBadge;
