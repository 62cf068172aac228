//! Imported documents and the operations in them.
pub mod parse;
mod service;

use crate::{jobs::JobError, portal::Portal};
use app::id::ImportId;

/// The queue's work: reads the document and stores its operations.
pub async fn perform_import(_portal: &Portal, _import_id: ImportId) -> Result<(), JobError> {
    Ok(())
}
