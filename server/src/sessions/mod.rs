//! Signing in and out.
pub mod rest;
mod service;
pub mod store;
