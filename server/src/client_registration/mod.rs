//! Clients that the portal registers at identity providers for developers' applications.
//!
//! What happens there is in no transaction of ours. A client is therefore registered before its application
//! is stored, and remembered with it; whatever then stands without an application (`registered_clients`) is
//! removed by a job that is repeated until the provider has confirmed it.
pub mod protocol;
pub mod remove_job;
pub mod rest;
mod service;
pub mod store;

pub use service::{
    Registered, access_changed, forget_client_of, give_back, is_registered, register, remember,
    tell_of_access,
};
