//! OpenAPI and AsyncAPI documents, from bytes to rows.
//!
//! Pure and synchronous: no database, no network. One document is read once; what comes out can be stored row by
//! row, and one operation can then be shown without the rest.
//!
//! ```text
//! bytes ─ read ─► Node ─ format ─► Writer ─► Overview, Operations, Schemas, Components, Messages
//! ```
//!
//! | file | what |
//! |---|---|
//! | `limits` | what a document may cost |
//! | `refused`, `message` | what is wrong: so that nothing can be read, or nevertheless |
//! | `read`, `json`, `yaml`, `number`, `builder` | bytes → tree |
//! | `node`, `pointer` | the tree, and places in it |
//! | `format` | OpenAPI 2.0, 3.0, 3.1, 3.2; AsyncAPI 2.0 to 2.6, 3.0, 3.1 |
//! | `shape`, `objects` | the objects of the specification as tables |
//! | `writer`, `references`, `output` | tree → JSON text, checked, with shared parts filled in |
//! | `swagger2` | OpenAPI 2.0 in terms of 3.x |
//! | `overview`, `operations`, `parameters`, `slug`, `shared` | the rows |
//! | `async_objects`, `async_overview`, `messages`, `exchanges`, `channel_*`, `channels2`, `channels3` | the same of AsyncAPI |
//! | `outline` | operations under tags and groups |
//! | `convert` | tree → JSON or YAML, to download |

mod async_objects;
mod async_overview;
#[cfg(test)]
mod async_tests;
mod builder;
mod channel_parameters;
mod channel_servers;
mod channels2;
mod channels3;
mod convert;
mod exchanges;
mod format;
mod json;
mod limits;
mod message;
mod messages;
mod node;
mod number;
mod objects;
mod operations;
mod outline;
mod output;
mod overview;
mod parameters;
mod pointer;
mod read;
mod references;
mod refused;
mod shape;
mod shared;
mod slug;
mod swagger2;
mod swagger2_body;
#[cfg(test)]
mod tests;
mod writer;
mod yaml;

pub use convert::{ConvertError, to_json, to_yaml};
pub use format::Format;
pub use limits::MAX_BYTES;
pub use message::{Message, Severity};
pub use operations::{Operation, is_method};
pub use outline::{Group, Section, outline};
pub use overview::{
    Contact, ExternalDocs, Info, License, Logo, OAuthFlow, Overview, SecurityScheme, Server, ServerVariable,
    Tag, TagGroup,
};
pub use refused::Refused;
pub use shared::{Component, Schema};

use message::Messages;
use writer::Writer;

/// A document as rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    pub format: Format,
    pub overview: Overview,
    pub operations: Vec<Operation>,
    pub schemas: Vec<Schema>,
    pub components: Vec<Component>,
    pub messages: Vec<Message>,
}

/// How far reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub step: Step,
    pub done: usize,
    pub total: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Bytes.
    Reading,
    /// Paths and webhooks.
    Operations,
    /// Schemas and other shared parts.
    Schemas,
}

/// Reads a document of OpenAPI 2.0 to 3.2 or AsyncAPI 2.0 to 3.1, in JSON or YAML. Whatever can be read is; what is wrong with it stands
/// in the messages.
pub fn parse(bytes: &[u8], progress: &mut dyn FnMut(Progress)) -> Result<Parsed, Refused> {
    let mut messages = Messages::default();
    progress(Progress { step: Step::Reading, done: 0, total: bytes.len() });
    let root = read::read(bytes, &mut messages)?;
    progress(Progress { step: Step::Reading, done: bytes.len(), total: bytes.len() });

    let format = format::detect(&root, &mut messages)?;
    let mut writer = Writer::new(&root, &mut messages);
    let overview = overview::read(&mut writer, format)?;
    let operations = match format.is_async() {
        true => exchanges::read(&mut writer, format, progress)?,
        false => operations::read(&mut writer, format, progress)?,
    };
    let shared = shared::read(&mut writer, format, progress)?;

    let mut messages = messages.finish();
    // What was converted on the way may have made up places.
    if format == Format::OpenApi20 || format.is_async() {
        for message in &mut messages {
            message.pointer = pointer::nearest_existing(&root, &message.pointer);
        }
    }
    Ok(Parsed {
        format,
        overview,
        operations,
        schemas: shared.schemas,
        components: shared.components,
        messages,
    })
}
