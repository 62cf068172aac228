use crate::{catalog::ProductVersion, credentials::Refusal};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The largest request body that is sent from a form, in bytes, files included.
pub const REQUEST_MAX: usize = 5 * 1024 * 1024;
/// What is read of an answer, in bytes; the rest stays where it is.
pub const ANSWER_MAX: usize = 1024 * 1024;

/// How a page knows its form again, when it was sent without WASM.
pub const FORM: &str = "send_call";

/// Names of the form's own fields; those of the operation have a colon in them.
pub mod field {
    /// Slug of the application that calls; empty for a pasted key.
    pub const APPLICATION: &str = "application";
    /// A key or token that was pasted. Kept nowhere.
    pub const KEY: &str = "key";
    pub const MEDIA_TYPE: &str = "media_type";
    /// The body as text.
    pub const BODY: &str = "body";
    /// The body as a file.
    pub const FILE: &str = "file";
    /// Given for methods that change or delete something.
    pub const CONFIRMED: &str = "confirmed";
    /// Sends what does not match the document.
    pub const ANYWAY: &str = "anyway";

    /// Of a parameter: `query:limit`.
    pub fn parameter(location: &str, name: &str) -> String {
        format!("{location}:{name}")
    }

    /// Of one field of a form body: `part:name`.
    pub fn part(name: &str) -> String {
        format!("part:{name}")
    }
}

/// The form for one call of one operation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CallForm {
    pub version: ProductVersion,
    /// The operation's slug.
    pub operation: String,
    pub title: String,
    pub method: String,
    pub path: String,
    pub base_url: Option<String>,
    pub parameters: Vec<CallField>,
    pub body: Option<CallBody>,
    /// The reader's applications that prove themselves as this version wants.
    pub applications: Vec<CallApplication>,
    /// The slug of the one that is chosen; none where there is none.
    pub application: Option<String>,
    /// The header that a pasted key is sent in.
    pub key_header: Option<String>,
    /// Why nobody can call this version now, whatever the application.
    pub blocked: Option<Refusal>,
}

impl CallForm {
    /// Methods that change or delete something are confirmed first (RFC 9110, section 9.2.1: all but
    /// the safe ones may; POST is what people come here to try).
    pub fn asks_first(&self) -> bool {
        asks_first(&self.method)
    }
}

pub fn asks_first(method: &str) -> bool {
    matches!(method, "DELETE" | "PUT" | "PATCH")
}

/// One thing to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallField {
    /// Name in the form: see [`field`].
    pub field: String,
    pub name: String,
    /// `path`, `query`, `header`, `cookie`, or `body` for a part of a form.
    pub location: String,
    pub required: bool,
    pub control: FieldControl,
    /// "integer (int64), at least 1".
    pub hint: String,
    /// What it holds at first.
    pub value: String,
    pub placeholder: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldControl {
    Text,
    /// One of these.
    Choice(Vec<String>),
    /// A list: one item a line.
    Lines,
    /// An object, or whatever else has to be written as JSON.
    Json,
    File,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallBody {
    pub required: bool,
    /// The one that the form is for.
    pub media_type: String,
    pub media_types: Vec<String>,
    pub shape: BodyShape,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyShape {
    Text { value: String },
    Form(Vec<CallField>),
    File,
}

/// An application, and whether its call would be let through now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallApplication {
    pub slug: String,
    pub name: String,
    pub refusal: Option<Refusal>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CallAnswer {
    pub status: u16,
    /// "Not Found", where the status is a usual one.
    pub reason: String,
    pub at: DateTime<Utc>,
    /// Milliseconds from sending until the answer was read.
    pub milliseconds: u64,
    /// The gateway answered itself: the API was not reached, or does not answer.
    pub from_gateway: bool,
    pub method: String,
    pub url: String,
    pub headers: Vec<(String, String)>,
    /// Bytes that were read of the body.
    pub bytes: u64,
    /// Nothing was left out ([`ANSWER_MAX`]).
    pub complete: bool,
    pub body: AnswerBody,
    /// Such as `image/png`, for the download.
    pub media_type: String,
    /// The same call for a shell, with a variable in the place of the key.
    pub curl: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerBody {
    Empty,
    Json {
        text: String,
        tree: Option<JsonNode>,
    },
    Text(String),
    /// Base64.
    Image(String),
    /// Base64.
    Binary(String),
}

/// JSON to open level by level; numbers and texts as they were written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JsonNode {
    /// `null`, a number, or true or false.
    Plain(String),
    Text(String),
    List(Vec<JsonNode>),
    Object(Vec<(String, JsonNode)>),
}
