//! The sections of the file, one struct each.

mod database;
mod gateway;
mod leaks;
mod limits;
mod mail;
mod operations;
mod portal;
mod security;
mod server;
mod usage;

pub use database::Database;
pub use gateway::{Gateway, Outbound};
pub use leaks::Leaks;
pub use limits::Limits;
pub use mail::{Encryption, Mail};
pub use operations::{Metrics, Tracing};
pub use portal::{Demo, Log, LogFormat, Portal};
pub use security::Security;
pub use server::Server;
pub use usage::Usage;
