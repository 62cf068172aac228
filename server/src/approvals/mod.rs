//! What waits for an approver.
pub mod rest;
mod service;
mod store;
