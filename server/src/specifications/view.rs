//! An operation's row and the shared parts it needs, as what a page shows.
mod schema;

pub use schema::{Parts, Schema};

use crate::markdown;
use app::specifications::{BodyView, ContentView, OperationDetail, ParameterRow, ResponseView};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Bytes of an example that are shown.
const EXAMPLE_MAX: usize = 20_000;

/// The detail of an operation: an Operation Object (OpenAPI 3.1 §4.8.10) with shared parts filled in.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Operation {
    description: Option<String>,
    parameters: Vec<Parameter>,
    request_body: Option<RequestBody>,
    responses: IndexMap<String, Response>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Parameter {
    #[serde(rename = "$ref")]
    reference: Option<String>,
    name: String,
    #[serde(rename = "in")]
    within: String,
    required: bool,
    deprecated: bool,
    description: Option<String>,
    schema: Option<Schema>,
    content: IndexMap<String, Content>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RequestBody {
    description: Option<String>,
    required: bool,
    content: IndexMap<String, Content>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Response {
    description: Option<String>,
    content: IndexMap<String, Content>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Content {
    schema: Option<Schema>,
    example: Option<Ordered>,
    examples: IndexMap<String, Example>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Example {
    value: Option<Ordered>,
}

/// JSON whose members stay in the order of the document.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Ordered {
    Object(IndexMap<String, Ordered>),
    Array(Vec<Ordered>),
    Other(Value),
}

impl Operation {
    /// What cannot be read shows as nothing rather than as an error: the reader of the document has
    /// already said what is wrong with it.
    pub fn read(detail: &str) -> Self {
        serde_json::from_str(detail).unwrap_or_else(|error| {
            tracing::warn!(%error, "the detail of an operation cannot be read");
            Self::default()
        })
    }

    /// The schemas it refers to itself.
    pub fn references(&self) -> Vec<String> {
        let mut found = Vec::new();
        let contents = self.responses.values().flat_map(|response| response.content.values());
        let contents = contents.chain(self.request_body.iter().flat_map(|body| body.content.values()));
        let contents =
            contents.chain(self.parameters.iter().flat_map(|parameter| parameter.content.values()));
        let schemas = contents.filter_map(|content| content.schema.as_ref());
        for schema in schemas.chain(self.parameters.iter().filter_map(|parameter| parameter.schema.as_ref()))
        {
            schema.collect_references(&mut found);
        }
        found
    }

    pub fn describe(&self, row: super::store::OperationRow, parts: &Parts) -> OperationDetail {
        OperationDetail {
            slug: row.slug,
            method: row.method,
            path: row.path,
            operation_id: row.operation_id,
            summary: row.summary,
            tag: row.tag,
            deprecated: row.deprecated,
            description_html: html(self.description.as_deref()),
            parameters: self.parameters.iter().map(|parameter| parameter.describe(parts)).collect(),
            request_body: self.request_body.as_ref().map(|body| BodyView {
                required: body.required,
                description_html: html(body.description.as_deref()),
                contents: describe_contents(&body.content, parts),
            }),
            responses: self
                .responses
                .iter()
                .map(|(status, response)| ResponseView {
                    status: status.clone(),
                    description_html: html(response.description.as_deref()),
                    contents: describe_contents(&response.content, parts),
                })
                .collect(),
        }
    }
}

impl Parameter {
    fn describe(&self, parts: &Parts) -> ParameterRow {
        let schema = self.schema.as_ref().or_else(|| self.content.values().find_map(|c| c.schema.as_ref()));
        let described = self.description.as_deref().or_else(|| schema.and_then(Schema::description));
        let unresolved = self.reference.as_deref().and_then(|reference| reference.rsplit('/').next());
        ParameterRow {
            name: unresolved.map_or_else(|| self.name.clone(), str::to_owned),
            location: self.within.clone(),
            required: self.required,
            deprecated: self.deprecated,
            type_text: schema.map(|schema| schema.type_text(parts)).unwrap_or_default(),
            description_html: html(described),
        }
    }
}

fn describe_contents(contents: &IndexMap<String, Content>, parts: &Parts) -> Vec<ContentView> {
    contents.iter().map(|(media_type, content)| content.describe(media_type, parts)).collect()
}

impl Content {
    fn describe(&self, media_type: &str, parts: &Parts) -> ContentView {
        let schema = self.schema.as_ref();
        let example = self.example.as_ref().or_else(|| self.examples.values().find_map(|e| e.value.as_ref()));
        let example = example.or_else(|| schema.and_then(|schema| schema.example(parts)));
        ContentView {
            media_type: media_type.to_owned(),
            type_text: schema.map(|schema| schema.type_text(parts)).unwrap_or_default(),
            fields: schema.map(|schema| schema.fields(parts)).unwrap_or_default(),
            example: example.and_then(shown),
        }
    }
}

fn shown(example: &Ordered) -> Option<String> {
    let text = match example {
        Ordered::Other(Value::String(text)) => text.clone(),
        other => serde_json::to_string_pretty(other).ok()?,
    };
    match text.char_indices().nth(EXAMPLE_MAX) {
        Some((end, _)) => Some(format!("{}\n…", &text[..end])),
        None => Some(text),
    }
}

fn html(text: Option<&str>) -> String {
    text.map(markdown::to_html).unwrap_or_default()
}
