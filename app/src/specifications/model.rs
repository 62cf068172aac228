use crate::id::{ImportId, SpecificationId, VersionId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A message about a document: kept with it, shown to admins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SpecificationMessage {
    pub severity: Severity,
    pub text: String,
    pub line: Option<u32>,
    /// JSON pointer (RFC 6901) into the document.
    pub pointer: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Error,
    Warning,
}

/// An imported document, without its text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Specification {
    pub id: SpecificationId,
    pub version_id: VersionId,
    /// Such as "OpenAPI 3.1".
    pub format: String,
    pub title: String,
    pub operations: u64,
    pub source_bytes: u64,
    pub messages: Vec<SpecificationMessage>,
    pub created_at: DateTime<Utc>,
    pub created_by: String,
    /// Whether this is what readers of the version see.
    pub is_current: bool,
}

/// One operation in the version page's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OperationLink {
    pub slug: String,
    pub method: String,
    pub path: String,
    pub summary: String,
    pub deprecated: bool,
}

/// The operations under one tag, in the document's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OperationGroup {
    pub tag: String,
    /// How many there are; `operations` may hold only those asked for.
    pub count: u64,
    pub operations: Vec<OperationLink>,
}

/// One operation, readable without the rest of the document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OperationDetail {
    pub slug: String,
    pub method: String,
    pub path: String,
    pub operation_id: Option<String>,
    pub summary: String,
    pub tag: String,
    pub deprecated: bool,
    /// Sanitised HTML.
    pub description_html: String,
    pub parameters: Vec<ParameterRow>,
    pub request_body: Option<BodyView>,
    pub responses: Vec<ResponseView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ParameterRow {
    pub name: String,
    /// `path`, `query`, `header` or `cookie`.
    pub location: String,
    pub required: bool,
    pub deprecated: bool,
    /// Such as "integer (int64), 1 to 100".
    pub type_text: String,
    pub description_html: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct BodyView {
    pub required: bool,
    pub description_html: String,
    pub contents: Vec<ContentView>,
}

/// One media type of a body: its fields, and an example as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ContentView {
    pub media_type: String,
    pub type_text: String,
    pub fields: Vec<FieldRow>,
    pub example: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct FieldRow {
    pub name: String,
    pub depth: u32,
    pub required: bool,
    pub type_text: String,
    pub description_html: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ResponseView {
    /// `200`, `4XX` or `default`.
    pub status: String,
    pub description_html: String,
    pub contents: Vec<ContentView>,
}

/// An import on its way: a job that can be watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Import {
    pub id: ImportId,
    pub version_id: VersionId,
    pub product_slug: String,
    pub version_slug: String,
    pub file_name: String,
    pub source_bytes: u64,
    #[serde(flatten)]
    pub state: ImportState,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum ImportState {
    Waiting,
    Running {
        stage: String,
        done: u64,
        total: u64,
    },
    /// Read, and waiting for the admin to look at it.
    Ready {
        specification_id: SpecificationId,
    },
    Failed {
        reason: String,
    },
}
