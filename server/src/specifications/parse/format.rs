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
}

impl Format {
    pub fn version(self) -> &'static str {
        match self {
            Self::OpenApi20 => "2.0",
            Self::OpenApi30 => "3.0",
            Self::OpenApi31 => "3.1",
            Self::OpenApi32 => "3.2",
        }
    }
}

/// Reads `openapi` (3.x §4.8.1) or `swagger` (2.0 "Swagger Object"); guesses when the version is odd.
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
    if root.get("asyncapi").is_some() {
        return Err(Refused::AsyncApi);
    }
    if root.get("paths").and_then(Node::as_object).is_none() {
        return Err(Refused::NotOpenApi);
    }
    let guess = if root.get("definitions").is_some() { Format::OpenApi20 } else { Format::OpenApi30 };
    let text = format!(
        "The version is missing: read as OpenAPI {}. Add `openapi: 3.1.0` or the like.",
        guess.version()
    );
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
            format!("The OpenAPI version `{}` is unknown: read as {}.", quoted(version), format.version());
        messages.error(node.line, &Place::Root.key("openapi"), text);
    }
    format
}

fn from_swagger(node: &Node) -> Result<Format, Refused> {
    match node.as_unquoted().unwrap_or_default() {
        version if version.starts_with('1') => {
            Err(Refused::OldSwagger { version: quoted(version).into_owned() })
        }
        _ => Ok(Format::OpenApi20),
    }
}
