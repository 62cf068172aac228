//! A version with its operations, and one operation.
mod operation_page;
mod operations;
mod version_page;

pub use operation_page::OperationPage;
pub use operations::{GroupList, OperationRows};
pub use version_page::VersionPage;
