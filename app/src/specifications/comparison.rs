use super::OperationLink;
use serde::{Deserialize, Serialize};

/// What a document changes for those who call the API, against the one that readers see.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Comparison {
    pub added: Vec<OperationLink>,
    /// Breaking, all of them.
    pub removed: Vec<OperationLink>,
    /// Those with breaking changes first.
    pub changed: Vec<OperationChange>,
    /// Operations in which nothing was found to differ.
    pub unchanged: u64,
}

/// An operation that is in both documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OperationChange {
    pub operation: OperationLink,
    pub changes: Vec<Change>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Change {
    /// A program that worked may fail.
    pub breaking: bool,
    /// Where: "query parameter limit", "answer 200, field owner.name"; empty for the operation itself.
    pub place: String,
    /// "is required now"
    pub text: String,
}

impl OperationChange {
    pub fn is_breaking(&self) -> bool {
        self.changes.iter().any(|change| change.breaking)
    }
}

impl Comparison {
    /// Operations whose callers may fail.
    pub fn breaking(&self) -> usize {
        self.removed.len() + self.changed.iter().filter(|change| change.is_breaking()).count()
    }

    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}
