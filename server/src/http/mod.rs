//! The portal over HTTP: one list of routes, and the layers that every request passes.
mod accept;
mod actor;
mod address;
pub mod api;
mod body_limits;
mod compression;
mod csrf;
mod downloads;
mod files;
mod health;
mod links;
mod page_cache;
mod pages;
mod plain_post;
pub mod problem;
mod request_id;
mod router;
mod security_headers;
mod session_cookie;
mod sessions;
mod site;
mod twins;

pub use compression::mark as mark_compressible;
pub use links::Site;
pub use pages::page_paths;
pub use problem::ApiError;
pub use router::{State, router, with_bearer};
