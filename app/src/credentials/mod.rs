//! API keys of applications, and what can be called with them.
mod calls;
pub mod ending;
mod ending_keys;
mod key_page;
mod list;
mod model;
mod new_page;
mod revoke_page;
mod routes;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod service;

pub use calls::{ApplicationCalls, CallPanels};
pub use ending_keys::EndingKeys;
pub use list::ApplicationCredentials;
pub use model::*;
pub use routes::PAGES;
#[cfg(feature = "ssr")]
pub use service::Credentials;
