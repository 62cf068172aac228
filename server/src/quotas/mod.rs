//! How many calls are let through: what is set, and what is taken of it.
//!
//! - `service` sets quotas and tells what is left;
//! - `windows` takes a call from its quota when a verdict is given.
pub mod rest;
mod service;
pub mod store;
mod windows;

pub use windows::{Claim, Taken, Windows};
