//! What was called, how often, and how it ended: counts, answers, single calls.
//!
//! - `verify::usage` gathers them in memory and writes them by `store::add`;
//! - `log` takes access logs of gateways;
//! - `keep_job` makes hours of minutes and days of hours, and forgets;
//! - `service` reads all that for pages, REST and files.
mod csv;
pub mod keep_job;
pub mod latency;
mod log;
pub mod rest;
mod service;
pub mod store;

pub use log::routes as log_routes;
