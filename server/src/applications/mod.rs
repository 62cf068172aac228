//! My Apps.
pub mod rest;
mod service;
pub mod store;
mod transfer;
