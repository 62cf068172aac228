//! Signing in and out.
pub mod rest;
mod service;
pub mod store;

pub use service::{Proof, may_come_in, start};
