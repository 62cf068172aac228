//! Products, versions and documents: what developers browse and admins publish.
pub mod documents_rest;
pub mod icon;
pub mod image;
pub mod markdown;
pub mod policy;
pub mod rest;
mod service;
pub mod store;
mod tree;

pub use service::{callable_version, visible_product, visible_version};
