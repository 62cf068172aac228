//! Accounts: sign-up, approval, profile, deletion.
mod account_page;
mod admin_list_page;
mod admin_page;
mod badge;
mod confirm_page;
mod decide_pages;
mod delete_account_page;
mod model;
#[cfg(feature = "ssr")]
mod own_data;
mod password_pages;
mod routes;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod service;
mod sign_up_page;

pub use badge::{DeveloperBadge, Person};
pub use model::*;
#[cfg(feature = "ssr")]
pub use own_data::*;
pub use routes::{ADMIN_PAGES, ENTRANCE_PAGES, PAGES};
#[cfg(feature = "ssr")]
pub use service::Developers;
