//! My Apps.
mod access_page;
mod application_page;
mod delete_page;
mod form;
mod keys_page;
mod layout;
mod list_page;
mod model;
mod new_page;
mod owner;
mod routes;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod service;
mod settings_page;
mod tokens_page;
mod transfer_page;

pub use form::{ApplicationFields, OwnerChoice, RedirectUris};
pub use layout::{ApplicationLayout, Part, slug_in_address};
pub use model::*;
pub use owner::*;
pub use routes::PAGES;
#[cfg(feature = "ssr")]
pub use service::Applications;
