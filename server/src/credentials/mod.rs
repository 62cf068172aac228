//! API keys of applications, and what can be called with them.
mod panels;
pub mod rest;
mod service;
pub mod store;
