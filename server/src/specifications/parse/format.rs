//! Which format a document is in.

use serde::{Deserialize, Serialize};

use super::message::{Messages, quoted};
use super::node::Node;
use super::pointer::Place;
use super::refused::Refused;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    #[serde(rename = "2.0")]
    OpenApi20,
    #[serde(rename = "3.0")]
    OpenApi30,
    #[serde(rename = "3.1")]
    OpenApi31,
    #[serde(rename = "3.2")]
    OpenApi32,
    #[serde(rename = "AsyncAPI 2")]
    AsyncApi2 { minor: u8 },
    #[serde(rename = "AsyncAPI 3")]
    AsyncApi3 { minor: u8 },
}

impl Format {
    /// As people call it: "OpenAPI 3.1".
    pub fn name(self) -> String {
        match self {
            Self::OpenApi20 => "OpenAPI 2.0".into(),
            Self::OpenApi30 => "OpenAPI 3.0".into(),
            Self::OpenApi31 => "OpenAPI 3.1".into(),
            Self::OpenApi32 => "OpenAPI 3.2".into(),
            Self::AsyncApi2 { minor } => format!("AsyncAPI 2.{minor}"),
            Self::AsyncApi3 { minor } => format!("AsyncAPI 3.{minor}"),
        }
    }

    pub fn is_async(self) -> bool {
        matches!(self, Self::AsyncApi2 { .. } | Self::AsyncApi3 { .. })
    }
}

/// Reads `openapi` (3.x §4.8.1), `swagger` (2.0 "Swagger Object") or `asyncapi` ("AsyncAPI Object"); guesses when
/// the version is odd.
pub fn detect(root: &Node, messages: &mut Messages) -> Result<Format, Refused> {
    if root.as_object().is_none() {
        return Err(Refused::NotAnObject { found: root.kind() });
    }
    if let Some(version) = root.get("openapi") {
        return Ok(from_openapi(version, messages));
    }
    if let Some(version) = root.get("swagger") {
        return from_swagger(version);
    }
    if let Some(version) = root.text("swaggerVersion") {
        return Err(Refused::OldSwagger { version: quoted(version).into_owned() });
    }
    if let Some(version) = root.get("asyncapi") {
        return from_asyncapi(version, messages);
    }
    if root.get("paths").and_then(Node::as_object).is_none() {
        return Err(Refused::NotOpenApi);
    }
    let guess = if root.get("definitions").is_some() { Format::OpenApi20 } else { Format::OpenApi30 };
    let text = format!("The version is missing: read as {}. Add `openapi: 3.1.0` or the like.", guess.name());
    messages.error(root.line, &Place::Root, text);
    Ok(guess)
}

fn from_openapi(node: &Node, messages: &mut Messages) -> Format {
    let version = node.as_unquoted().unwrap_or_default();
    let (format, known) = match version.split('.').collect::<Vec<_>>()[..] {
        ["3", "0", ..] => (Format::OpenApi30, true),
        ["3", "1", ..] => (Format::OpenApi31, true),
        ["3", "2", ..] => (Format::OpenApi32, true),
        ["2", ..] => (Format::OpenApi20, false),
        ["3"] => (Format::OpenApi30, false),
        _ => (Format::OpenApi32, false),
    };
    if !known {
        let text =
            format!("The OpenAPI version `{}` is unknown: read as {}.", quoted(version), format.name());
        messages.error(node.line, &Place::Root.key("openapi"), text);
    }
    format
}

fn from_asyncapi(node: &Node, messages: &mut Messages) -> Result<Format, Refused> {
    const LAST_MINOR_2: u8 = 6;
    const LAST_MINOR_3: u8 = 1;
    let version = node.as_unquoted().unwrap_or_default();
    let mut numbers = version.split('.');
    let major = numbers.next().unwrap_or_default();
    let minor = numbers.next().and_then(|minor| minor.parse::<u8>().ok());
    let (format, known) = match (major, minor) {
        ("0" | "1", _) => return Err(Refused::OldAsyncApi { version: quoted(version).into_owned() }),
        ("2", Some(minor)) => (Format::AsyncApi2 { minor: minor.min(LAST_MINOR_2) }, minor <= LAST_MINOR_2),
        ("2", None) => (Format::AsyncApi2 { minor: LAST_MINOR_2 }, false),
        ("3", Some(minor)) => (Format::AsyncApi3 { minor: minor.min(LAST_MINOR_3) }, minor <= LAST_MINOR_3),
        _ => (Format::AsyncApi3 { minor: LAST_MINOR_3 }, false),
    };
    if !known {
        let text =
            format!("The AsyncAPI version `{}` is unknown: read as {}.", quoted(version), format.name());
        messages.error(node.line, &Place::Root.key("asyncapi"), text);
    }
    Ok(format)
}

fn from_swagger(node: &Node) -> Result<Format, Refused> {
    match node.as_unquoted().unwrap_or_default() {
        version if version.starts_with('1') => {
            Err(Refused::OldSwagger { version: quoted(version).into_owned() })
        }
        _ => Ok(Format::OpenApi20),
    }
}
