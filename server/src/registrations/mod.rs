//! Who may call what.
mod letters;
mod policy;
pub mod rest;
mod service;
pub mod store;
