//! Teams: developers who own applications together.
mod admin_pages;
mod detail;
mod ending;
mod group_pages;
mod groups;
mod invitations;
mod join_page;
mod list_page;
mod member_pages;
mod model;
mod new_page;
mod routes;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod service;
mod team_page;

pub use ending::*;
pub use groups::*;
pub use model::*;
pub use routes::{ADMIN_PAGES, PAGES};
#[cfg(feature = "ssr")]
pub use service::Teams;
