//! Why a document cannot be read at all, in a sentence that tells the person what to do.

use super::limits;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("The document has {} MB; at most {} MB can be imported. Split it, or leave out long examples.",
        bytes / 1_048_576, limits::MAX_BYTES / 1_048_576)]
    TooLarge { bytes: usize },
    #[error("The document is empty. Choose an OpenAPI or AsyncAPI document in JSON or YAML.")]
    Empty,
    #[error("The document is not UTF-8 text (line {line}). Save it as UTF-8 and try again.")]
    NotUtf8 { line: u32 },
    #[error(
        "The document contains a NUL byte (line {line}), so it is not a text file. Save it as UTF-8 text."
    )]
    NulByte { line: u32 },
    #[error(
        "The document is not valid {syntax}: {problem} (line {line}, column {column}). Correct it there."
    )]
    Syntax { syntax: &'static str, problem: String, line: u32, column: u32 },
    #[error(
        "The document nests more than {} levels deep (line {line}). Move inner parts to components.",
        limits::MAX_DEPTH
    )]
    TooDeep { line: u32 },
    #[error(
        "The document holds more than {} values, aliases counted at every use (line {line}). Split it.",
        limits::MAX_NODES
    )]
    TooManyNodes { line: u32 },
    #[error("The document repeats text through aliases beyond {} MB (line {line}). Use $ref instead of aliases.",
        limits::MAX_TEXT / 1_048_576)]
    TooMuchText { line: u32 },
    #[error(
        "The document has more than {} anchors (line {line}). Use $ref instead of aliases.",
        limits::MAX_ANCHORS
    )]
    TooManyAnchors { line: u32 },
    #[error("The document has a key of more than {} KB (line {line}). Shorten it.", limits::MAX_KEY / 1024)]
    KeyTooLong { line: u32 },
    #[error(
        "The document describes more than {} operations. Split it into several products.",
        limits::MAX_OPERATIONS
    )]
    TooManyOperations,
    #[error(
        "The document has more than {} shared parts. Split it into several products.",
        limits::MAX_SHARED
    )]
    TooManyShared,
    #[error(
        "The document grows too large when its shared parts are filled in. Share fewer or smaller parts."
    )]
    TooMuchOutput,
    #[error(
        "The document is {found}, not an object. It must start with `openapi: 3.1.0`, `asyncapi: 3.0.0` or the like."
    )]
    NotAnObject { found: &'static str },
    #[error("The document is Swagger {version}, which is not supported. Convert it to OpenAPI 3 first.")]
    OldSwagger { version: String },
    #[error(
        "The document is AsyncAPI {version}, which is not supported. Convert it to AsyncAPI 2 or 3 first."
    )]
    OldAsyncApi { version: String },
    #[error(
        "The document is neither OpenAPI nor AsyncAPI: it has no `openapi`, `swagger`, `asyncapi` or `paths` at the top."
    )]
    NotOpenApi,
}

impl Refused {
    /// The line at fault, counted from 1, where there is one.
    pub fn line(&self) -> Option<u32> {
        match self {
            Self::NotUtf8 { line }
            | Self::NulByte { line }
            | Self::Syntax { line, .. }
            | Self::TooDeep { line }
            | Self::TooManyNodes { line }
            | Self::TooMuchText { line }
            | Self::TooManyAnchors { line }
            | Self::KeyTooLong { line } => Some(*line),
            _ => None,
        }
    }

    /// The column at fault, counted from 1 in characters, where there is one.
    pub fn column(&self) -> Option<u32> {
        match self {
            Self::Syntax { column, .. } => Some(*column),
            _ => None,
        }
    }
}
