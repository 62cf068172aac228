//! Accounts: from sign-up over approval to deletion.
mod letters;
mod links;
mod policy;
pub mod rest;
mod rest_me;
mod service;
pub mod store;

pub use service::{Newcomer, admit, sync_profile, verify_password};
