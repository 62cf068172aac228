//! Imported documents and the operations in them.
mod import_job;
pub mod markdown;
mod mentions;
pub mod parse;
pub mod rest;
mod samples;
mod service;
mod source;
mod store;
mod view;

pub use import_job::perform_import;
