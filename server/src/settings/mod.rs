//! Switches of the running portal.
pub mod rest;
mod service;
pub mod store;
