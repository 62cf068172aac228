//! Personal access tokens for the REST API.
mod model;
mod revoke_page;
mod routes;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod service;
mod tokens_page;

pub use model::*;
pub use routes::PAGES;
#[cfg(feature = "ssr")]
pub use service::AccessTokens;
