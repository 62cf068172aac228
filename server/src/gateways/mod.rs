//! The gateways that may ask for verdicts.
pub mod rest;
mod service;
pub mod store;
