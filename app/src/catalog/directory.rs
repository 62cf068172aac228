use super::{DocumentLink, ProductVersion};
use serde::{Deserialize, Serialize};

/// Products, versions and documents that a directory lists at most, of each.
pub const DIRECTORY_MAX: u32 = 5_000;

/// Everything that somebody may read, by title: what `llms.txt`, the site map and the API catalog say.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Directory {
    pub products: Vec<DirectoryProduct>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DirectoryProduct {
    pub slug: String,
    pub title: String,
    pub summary: String,
    /// Published and deprecated ones, the newest first.
    pub versions: Vec<ProductVersion>,
    pub documents: Vec<DocumentLink>,
}
