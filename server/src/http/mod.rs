//! The portal over HTTP: one list of routes, and the layers that every request passes.
mod actor;
mod address;
pub mod api;
mod body_limits;
mod calls;
mod compression;
mod csrf;
mod files;
mod health;
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

pub use pages::page_paths;
pub use router::{State, router};
