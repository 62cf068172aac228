//! API keys of applications, and what can be called with them.
mod letters;
mod panels;
pub mod reminders_job;
pub mod rest;
mod service;
pub mod store;
