//! How calls prove themselves.
pub mod rest;
mod service;
pub mod store;
