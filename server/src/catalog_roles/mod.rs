//! Catalog roles: who may read private products, and who may request access to them.
pub mod rest;
mod service;
pub mod store;

pub use service::why_not_consumer;
