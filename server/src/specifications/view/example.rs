//! Examples: given by the document, or made from the schema.
use super::{Json, Parts, layers::Layers, schema::Place};
use app::specifications::ExampleView;
use indexmap::IndexMap;

/// Bytes of an example that are shown.
const LONG: usize = 12_000;
/// Examples of one body that are shown.
const MANY: usize = 5;
/// Values and levels of a generated one.
const NODES: usize = 120;
const DEPTH: usize = 5;

/// The examples of a media type, those of the document first.
pub fn of_content(content: &Place<'_>, parts: &Parts, is_request: bool) -> Vec<ExampleView> {
    let media_type = content.address.rsplit('/').next().unwrap_or_default();
    let given = |title: &str, value: &Json| ExampleView {
        title: title.to_owned(),
        text: shown(value, media_type),
        generated: false,
    };
    let single = content.node.get("example");
    if !single.is_null() {
        return vec![given("Example", single)];
    }
    let several: Vec<ExampleView> = content
        .node
        .get("examples")
        .members()
        .filter_map(|(name, example)| {
            Some(given(example.text("summary").unwrap_or(name), value_of(example)?))
        })
        .take(MANY)
        .collect();
    if !several.is_empty() {
        return several;
    }
    let schema = content.at("schema");
    if schema.node.is_null() || !is_textual(media_type) {
        return Vec::new();
    }
    let value = of_schema(&schema, parts, is_request);
    let text = shown(&value, media_type);
    if text.is_empty() || value.is_null() {
        return Vec::new();
    }
    vec![ExampleView { title: "Example".to_owned(), text, generated: true }]
}

fn value_of(example: &Json) -> Option<&Json> {
    ["value", "dataValue", "serializedValue"].into_iter().map(|key| example.get(key)).find(|v| !v.is_null())
}

/// XML and pictures cannot be made from a schema's JSON.
fn is_textual(media_type: &str) -> bool {
    media_type.contains("json") || media_type == "application/x-www-form-urlencoded" || media_type == "*~1*"
}

pub fn shown(value: &Json, media_type: &str) -> String {
    let mut text = match value {
        Json::Text(text) if !media_type.contains("json") => text.clone(),
        // Some documents hold the JSON as text.
        Json::Text(text) if text.trim_start().starts_with(['{', '[']) => text.clone(),
        value => value.pretty(),
    };
    if text.len() > LONG {
        let end = (0..=LONG).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        text.truncate(end);
        text.push_str("\n…");
    }
    text
}

/// A value that the schema describes.
pub fn of_schema(place: &Place<'_>, parts: &Parts, is_request: bool) -> Json {
    Maker { parts, is_request, left: NODES, open: Vec::new() }.value(place, 0)
}

/// What the document itself gives as an example of a schema or parameter.
pub fn given(node: &Json, layers: &Layers<'_>) -> Option<Json> {
    let single = Some(node.get("example")).filter(|value| !value.is_null());
    let named = || node.get("examples").members().find_map(|(_, example)| value_of(example));
    let of_schema = || {
        let first = |key| Some(layers.first(key)).filter(|value| !value.is_null());
        first("example").or_else(|| layers.list("examples").first())
    };
    single.or_else(named).or_else(of_schema).cloned()
}

struct Maker<'p> {
    parts: &'p Parts,
    is_request: bool,
    left: usize,
    open: Vec<String>,
}

impl Maker<'_> {
    fn value(&mut self, place: &Place<'_>, depth: usize) -> Json {
        let layers = Layers::of(place, self.parts);
        if let Some(given) = given(&NOT_A_PARAMETER, &layers) {
            return given;
        }
        let fixed = ["const", "default"].into_iter().map(|key| layers.first(key)).find(|v| !v.is_null());
        if let Some(fixed) = fixed.or_else(|| layers.list("enum").first()) {
            return fixed.clone();
        }
        let address = layers.address().to_owned();
        if depth > DEPTH || self.left == 0 || self.open.contains(&address) {
            return Json::Null;
        }
        self.left -= 1;
        self.open.push(address);
        let made = self.made(&layers, depth);
        self.open.pop();
        made
    }

    fn made(&mut self, layers: &Layers<'_>, depth: usize) -> Json {
        let has_fields = layers.place("properties").is_some();
        match (layers.kind(), layers.variants()) {
            (Some("object") | None, _) if has_fields => self.object(layers, depth),
            (Some("object") | None, Some((_, choices))) => {
                choices.first().map_or(Json::Null, |first| self.value(first, depth + 1))
            }
            (Some("object"), None) => self.object(layers, depth),
            (Some("array"), _) => {
                let item = layers.place("items").map(|items| self.value(&items, depth + 1));
                Json::List(item.into_iter().filter(|item| !item.is_null()).collect())
            }
            (Some("integer"), _) => bounded(layers, 1),
            (Some("number"), _) => bounded(layers, 1),
            (Some("boolean"), _) => Json::Bool(true),
            (Some("string"), _) => Json::Text(text_of(layers)),
            _ => Json::Null,
        }
    }

    fn object(&mut self, layers: &Layers<'_>, depth: usize) -> Json {
        let hidden = if self.is_request { "readOnly" } else { "writeOnly" };
        let mut members = IndexMap::new();
        for field in layers.fields() {
            let own = Layers::of(&field.place, self.parts);
            if own.flag(hidden) || own.flag("deprecated") || field.name.starts_with('/') {
                continue;
            }
            let value = self.value(&field.place, depth + 1);
            let name = if field.name.starts_with('(') { "name".to_owned() } else { field.name };
            if !value.is_null() || field.required {
                members.insert(name, value);
            }
        }
        Json::Object(members)
    }
}

static NOT_A_PARAMETER: Json = Json::Null;

fn bounded(layers: &Layers<'_>, usual: i64) -> Json {
    match layers.first("minimum") {
        minimum @ Json::Number(_) => minimum.clone(),
        _ => Json::Number(usual.into()),
    }
}

fn text_of(layers: &Layers<'_>) -> String {
    match layers.text("format").unwrap_or_default() {
        "date-time" => "2026-01-31T09:30:00Z",
        "date" => "2026-01-31",
        "time" => "09:30:00Z",
        "duration" => "PT1H",
        "uuid" => "3f2b8c1e-6d4a-4e0f-9b7a-1c5d2e8f0a63",
        "email" => "ann@example.com",
        "uri" | "url" | "iri" | "uri-reference" => "https://example.com",
        "hostname" => "example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "byte" => "aGVsbG8=",
        "binary" => "(file)",
        "password" => "correct horse",
        _ => "text",
    }
    .to_owned()
}
