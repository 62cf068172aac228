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
    /// Such as "OpenAPI 3.1" or "AsyncAPI 2.6".
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

/// What kind of description a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum SpecificationFamily {
    /// Operations that are called over HTTP; Swagger 2.0 too.
    OpenApi,
    /// Channels that messages pass through.
    AsyncApi,
}

impl SpecificationFamily {
    /// Of a format such as "OpenAPI 3.1" or "AsyncAPI 2.6".
    pub fn of_format(format: &str) -> Self {
        if format.starts_with("AsyncAPI") { Self::AsyncApi } else { Self::OpenApi }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::OpenApi => "OpenAPI",
            Self::AsyncApi => "AsyncAPI",
        }
    }

    /// The name of its file in addresses.
    pub fn file_name(self, syntax: Syntax) -> String {
        format!("{}.{}", self.label().to_lowercase(), syntax.extension())
    }
}

/// What a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Syntax {
    Json,
    Yaml,
}

impl Syntax {
    /// Of file names and addresses.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Yaml => "yaml",
        }
    }

    /// RFC 8259, RFC 9512.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Yaml => "application/yaml",
        }
    }
}
