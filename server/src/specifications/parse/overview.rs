//! What readers see of a document before its operations.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::async_overview;
use super::format::Format;
use super::node::{Node, Object};
use super::objects::OVERVIEW;
use super::pointer::Place;
use super::refused::Refused;
use super::swagger2;
use super::writer::Writer;

/// The document without its operations and shared parts, in the words of OpenAPI 3.x.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Overview {
    pub info: Info,
    pub servers: Vec<Server>,
    pub tags: Vec<Tag>,
    #[serde(rename = "x-tagGroups")]
    pub tag_groups: Vec<TagGroup>,
    pub external_docs: Option<ExternalDocs>,
    /// Any one of these suffices; each maps names of security schemes to scopes.
    pub security: Vec<IndexMap<String, Vec<String>>>,
    pub security_schemes: IndexMap<String, SecurityScheme>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Info {
    pub title: String,
    pub version: String,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub terms_of_service: Option<String>,
    pub contact: Option<Contact>,
    pub license: Option<License>,
    #[serde(rename = "x-logo")]
    pub logo: Option<Logo>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    pub name: Option<String>,
    pub url: Option<String>,
    pub email: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct License {
    pub name: String,
    pub identifier: Option<String>,
    pub url: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Logo {
    pub url: String,
    pub alt_text: Option<String>,
    pub background_color: Option<String>,
    pub href: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExternalDocs {
    pub url: String,
    pub description: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Server {
    /// May be relative, and may contain `{variables}`.
    pub url: String,
    pub name: Option<String>,
    pub description: Option<String>,
    /// AsyncAPI: "mqtt", "kafka".
    pub protocol: Option<String>,
    pub protocol_version: Option<String>,
    pub variables: IndexMap<String, ServerVariable>,
    /// AsyncAPI: what the protocol needs besides, by its name.
    pub bindings: serde_json::Value,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServerVariable {
    #[serde(rename = "enum")]
    pub values: Vec<String>,
    pub default: String,
    pub description: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Tag {
    pub name: String,
    #[serde(rename = "x-displayName")]
    pub display_name: Option<String>,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub external_docs: Option<ExternalDocs>,
    /// OpenAPI 3.2.
    pub parent: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TagGroup {
    pub name: String,
    pub tags: Vec<String>,
}

/// The fields of every type together (OpenAPI 3.1 §4.8.27).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SecurityScheme {
    /// `apiKey`, `http`, `mutualTLS`, `oauth2`, `openIdConnect`, or one of AsyncAPI: `userPassword`, `X509`, ….
    #[serde(rename = "type")]
    pub kind: String,
    pub description: Option<String>,
    /// Of the header, query parameter or cookie.
    pub name: Option<String>,
    #[serde(rename = "in")]
    pub within: Option<String>,
    /// Of HTTP: `basic`, `bearer`.
    pub scheme: Option<String>,
    pub bearer_format: Option<String>,
    pub flows: IndexMap<String, OAuthFlow>,
    pub open_id_connect_url: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OAuthFlow {
    pub authorization_url: Option<String>,
    pub device_authorization_url: Option<String>,
    pub token_url: Option<String>,
    pub refresh_url: Option<String>,
    pub scopes: IndexMap<String, String>,
}

pub fn read(writer: &mut Writer<'_, '_>, format: Format) -> Result<Overview, Refused> {
    let root = writer.root;
    writer.out.open('{');
    if !format.is_async() {
        let listed = |key: &str| OVERVIEW.fields.iter().any(|(name, _)| *name == key);
        writer.members(root.as_object().unwrap_or(&Object::new()), &OVERVIEW, &Place::Root, listed);
    }
    match format {
        Format::AsyncApi2 { .. } | Format::AsyncApi3 { .. } => async_overview::members(writer),
        Format::OpenApi20 => {
            member(writer, "servers", Some(&swagger2::servers(root)), &Place::Root.key("host"));
            let schemes = root.get("securityDefinitions").map(swagger2::security_schemes);
            member(writer, "securitySchemes", schemes.as_ref(), &Place::Root.key("securityDefinitions"));
        }
        _ => {
            let schemes = root.get("components").and_then(|components| components.get("securitySchemes"));
            member(writer, "securitySchemes", schemes, &Place::Root.key("components").key("securitySchemes"));
        }
    }
    writer.out.close('}');
    let (json, _) = writer.take()?;
    let mut overview: Overview = serde_json::from_str(&json).unwrap_or_else(|error| {
        writer.messages.error(root.line, &Place::Root, format!("The overview cannot be shown: {error}"));
        Overview::default()
    });
    name_the_untitled(writer, &mut overview.info);
    Ok(overview)
}

fn member(writer: &mut Writer<'_, '_>, key: &str, node: Option<&Node>, place: &Place<'_>) {
    if let (Some(node), Some(kind)) = (node, OVERVIEW.kind_of(key)) {
        writer.member(key, node, &kind, place);
    }
}

/// Title and version are required (OpenAPI 3.1 §4.8.2).
fn name_the_untitled(writer: &mut Writer<'_, '_>, info: &mut Info) {
    let root = writer.root;
    let node = root.get("info").unwrap_or(root);
    let place = Place::Root.key("info");
    if info.title.trim().is_empty() {
        writer.messages.error(node.line, &place, "The API has no title.");
        info.title = "Untitled API".to_owned();
    }
    if info.version.trim().is_empty() {
        writer.messages.warning(node.line, &place, "The API has no version.");
    }
}
