//! A version with its operations, and one operation.
mod operation_page;
mod operations;
mod routes;
mod version_page;

pub use operations::{GroupList, OperationRows};
pub use routes::PAGES;
