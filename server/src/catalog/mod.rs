//! Products, versions and documents: what developers browse and admins publish.
pub mod icon;
pub mod markdown;
pub mod policy;
pub mod rest;
mod service;
pub mod store;

pub use service::{visible_product, visible_version};
