//! The gateways that may ask for verdicts.
mod address;
mod configuration;
pub mod rest;
mod service;
pub mod store;

pub use address::Address;
pub use configuration::{TOKEN_PLACE, Target, render};
