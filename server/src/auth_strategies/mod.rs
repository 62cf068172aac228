//! How calls prove themselves.
mod service;
pub mod store;
