//! Personal access tokens for the REST API.
pub mod rest;
mod service;
pub mod store;
