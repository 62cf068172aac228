//! Imported documents and the operations in them.
mod compare;
mod import_job;
pub mod markdown;
mod mentions;
pub mod parse;
pub mod rest;
pub mod samples;
mod service;
mod source;
mod store;
pub mod view;

pub use import_job::perform_import;
pub use service::Found;
