//! Search over everything that can be read.
//!
//! - `words` cuts names and texts into words, the same for what is stored and what is asked;
//! - `index` writes an entry wherever the catalog or a document changes, in the same transaction;
//! - `question` reads what was typed; `looks` asks the database's own full-text search (`store`) for
//!   candidates, never more than a fixed number; `ranking` puts them in order, `answer` shows them.
mod answer;
mod callable;
mod index;
mod looks;
pub mod markdown;
mod question;
mod ranking;
pub mod rest;
mod service;
mod store;
mod words;

pub use index::{index_document, index_operations, index_product, index_version, operation_words};
