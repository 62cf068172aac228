//! Schema Objects (OpenAPI 3.1 §4.8.24, 3.0 §4.7.24) as rows of fields.
use super::Ordered;
use crate::markdown;
use app::specifications::FieldRow;
use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;

/// How deep fields are shown below one another.
pub const LEVELS: u32 = 4;
/// Rows of one schema; the rest is left to the document itself.
const ROWS: usize = 300;
/// Values of an enumeration that are named.
const VALUES: usize = 12;

/// Shared schemas that were fetched, by pointer.
pub type Parts = HashMap<String, Schema>;

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Schema {
    Object(Box<SchemaObject>),
    /// `true` or `false`, or what has no schema's shape.
    Other(serde::de::IgnoredAny),
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SchemaObject {
    #[serde(rename = "$ref")]
    reference: Option<String>,
    #[serde(rename = "type")]
    kind: Option<Kinds>,
    title: Option<String>,
    format: Option<String>,
    description: Option<String>,
    properties: IndexMap<String, Schema>,
    required: Vec<String>,
    items: Option<Schema>,
    all_of: Vec<Schema>,
    one_of: Vec<Schema>,
    any_of: Vec<Schema>,
    additional_properties: Option<Schema>,
    #[serde(rename = "enum")]
    values: Vec<Value>,
    #[serde(rename = "const")]
    constant: Option<Value>,
    nullable: bool,
    deprecated: bool,
    read_only: bool,
    write_only: bool,
    minimum: Option<Value>,
    maximum: Option<Value>,
    min_length: Option<u64>,
    max_length: Option<u64>,
    min_items: Option<u64>,
    max_items: Option<u64>,
    pattern: Option<String>,
    default: Option<Value>,
    example: Option<Ordered>,
    examples: Option<Ordered>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Kinds {
    One(String),
    /// OpenAPI 3.1.
    Several(Vec<String>),
}

impl Schema {
    pub fn read(body: &str) -> Option<Self> {
        serde_json::from_str(body).ok()
    }

    fn object(&self) -> Option<&SchemaObject> {
        match self {
            Self::Object(object) => Some(object),
            Self::Other(_) => None,
        }
    }

    pub fn description(&self) -> Option<&str> {
        self.object()?.description.as_deref()
    }

    /// The pointers it mentions, at any depth of its own text.
    pub fn collect_references(&self, found: &mut Vec<String>) {
        let Some(object) = self.object() else { return };
        found.extend(object.reference.clone());
        let below = object.properties.values().chain(&object.items).chain(&object.additional_properties);
        let below = below.chain(&object.all_of).chain(&object.one_of).chain(&object.any_of);
        below.for_each(|schema| schema.collect_references(found));
    }

    /// Itself, or what it refers to as far as that was fetched.
    fn resolved<'s>(&'s self, parts: &'s Parts) -> Option<&'s SchemaObject> {
        let mut object = self.object()?;
        for _ in 0..8 {
            match object.reference.as_ref().and_then(|pointer| parts.get(pointer)) {
                Some(target) => object = target.object()?,
                None => break,
            }
        }
        Some(object)
    }

    pub fn example<'s>(&'s self, parts: &'s Parts) -> Option<&'s Ordered> {
        let object = self.resolved(parts)?;
        match (&object.example, &object.examples) {
            (Some(example), _) => Some(example),
            (None, Some(Ordered::Array(examples))) => examples.first(),
            _ => None,
        }
    }

    /// Such as "array of Pet", "integer (int64), 1 to 100".
    pub fn type_text(&self, parts: &Parts) -> String {
        let Some(own) = self.object() else { return "anything".to_owned() };
        if let Some(pointer) = &own.reference {
            let name = named(pointer);
            let target = self.resolved(parts);
            // A named object is known by its name; a named string is still a string.
            return match target.filter(|target| !target.is_composed()) {
                Some(target) => format!("{} ({name})", target.type_text(parts)),
                None => name,
            };
        }
        own.type_text(parts)
    }

    /// The rows below a body or a parameter.
    pub fn fields(&self, parts: &Parts) -> Vec<FieldRow> {
        let mut rows = Rows { parts, list: Vec::new(), open: Vec::new() };
        rows.below(self, 0);
        rows.list
    }
}

fn named(pointer: &str) -> String {
    pointer.rsplit('/').next().unwrap_or_default().replace("~1", "/").replace("~0", "~")
}

impl SchemaObject {
    fn is_composed(&self) -> bool {
        let choices = [&self.all_of, &self.one_of, &self.any_of];
        !self.properties.is_empty()
            || choices.iter().any(|list| !list.is_empty())
            || matches!(&self.kind, Some(Kinds::One(kind)) if kind == "object")
    }

    fn type_text(&self, parts: &Parts) -> String {
        let mut text = self.kind_text(parts);
        if let Some(format) = &self.format {
            text.push_str(&format!(" ({format})"));
        }
        for limit in self.limits() {
            text.push_str(", ");
            text.push_str(&limit);
        }
        text
    }

    fn kind_text(&self, parts: &Parts) -> String {
        let joined = |schemas: &[Schema], word: &str| {
            schemas.iter().map(|schema| schema.type_text(parts)).collect::<Vec<_>>().join(word)
        };
        let kinds = match &self.kind {
            Some(Kinds::One(kind)) => kind.clone(),
            Some(Kinds::Several(kinds)) => kinds.join(" or "),
            None if !self.one_of.is_empty() => return joined(&self.one_of, " or "),
            None if !self.any_of.is_empty() => return joined(&self.any_of, " or "),
            None if !self.all_of.is_empty() => return joined(&self.all_of, " and "),
            None if !self.properties.is_empty() => "object".to_owned(),
            None if self.items.is_some() => "array".to_owned(),
            None => self.title.clone().unwrap_or_else(|| "anything".to_owned()),
        };
        match &self.items {
            Some(items) if kinds.contains("array") => {
                kinds.replacen("array", &format!("array of {}", items.type_text(parts)), 1)
            }
            _ => kinds,
        }
    }

    fn limits(&self) -> Vec<String> {
        let mut limits = Vec::new();
        if self.nullable {
            limits.push("or null".to_owned());
        }
        limits.extend(range(self.minimum.as_ref(), self.maximum.as_ref(), ""));
        limits.extend(range(self.min_length.as_ref(), self.max_length.as_ref(), " characters"));
        limits.extend(range(self.min_items.as_ref(), self.max_items.as_ref(), " items"));
        if let Some(pattern) = &self.pattern {
            limits.push(format!("matching {pattern}"));
        }
        if let Some(constant) = &self.constant {
            limits.push(format!("always {constant}"));
        }
        if !self.values.is_empty() {
            let mut values: Vec<String> = self.values.iter().take(VALUES).map(plain).collect();
            if self.values.len() > VALUES {
                values.push(format!("{} more", self.values.len() - VALUES));
            }
            limits.push(format!("one of {}", values.join(", ")));
        }
        if let Some(default) =
            self.default.as_ref().filter(|default| !default.is_object() && !default.is_array())
        {
            limits.push(format!("{} unless told", plain(default)));
        }
        for (is, word) in
            [(self.read_only, "read only"), (self.write_only, "write only"), (self.deprecated, "deprecated")]
        {
            if is {
                limits.push(word.to_owned());
            }
        }
        limits
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn range<T: std::fmt::Display>(min: Option<&T>, max: Option<&T>, unit: &str) -> Option<String> {
    match (min, max) {
        (Some(min), Some(max)) => Some(format!("{min} to {max}{unit}")),
        (Some(min), None) => Some(format!("at least {min}{unit}")),
        (None, Some(max)) => Some(format!("at most {max}{unit}")),
        (None, None) => None,
    }
}

struct Rows<'p> {
    parts: &'p Parts,
    list: Vec<FieldRow>,
    /// Pointers that are being shown, so that a schema that contains itself ends.
    open: Vec<String>,
}

impl Rows<'_> {
    fn below(&mut self, schema: &Schema, depth: u32) {
        let Some(own) = schema.object() else { return };
        let pointer = own.reference.clone();
        if depth >= LEVELS || pointer.as_ref().is_some_and(|pointer| self.open.contains(pointer)) {
            return;
        }
        let parts = self.parts;
        let Some(object) = schema.resolved(parts) else { return };
        self.open.extend(pointer.clone());
        for part in &object.all_of {
            self.below(part, depth);
        }
        for (name, property) in &object.properties {
            self.row(name, property, object.required.contains(name), depth);
        }
        if let Some(items) = &object.items {
            self.below(items, depth);
        }
        if let Some(rest) = object.additional_properties.as_ref().filter(|rest| rest.object().is_some()) {
            self.row("(any other name)", rest, false, depth);
        }
        for (choice, variants) in [("one of", &object.one_of), ("any of", &object.any_of)] {
            for variant in variants.iter().filter(|variant| variant.has_fields(parts)) {
                self.row(&format!("({choice})"), variant, false, depth);
            }
        }
        if pointer.is_some() {
            self.open.pop();
        }
    }

    fn row(&mut self, name: &str, schema: &Schema, required: bool, depth: u32) {
        if self.list.len() >= ROWS {
            return;
        }
        let own = schema.description();
        let described = own.or_else(|| schema.resolved(self.parts).and_then(|s| s.description.as_deref()));
        self.list.push(FieldRow {
            name: name.to_owned(),
            depth,
            required,
            type_text: schema.type_text(self.parts),
            description_html: described.map(markdown::to_html).unwrap_or_default(),
        });
        self.below(schema, depth + 1);
    }
}

impl Schema {
    fn has_fields(&self, parts: &Parts) -> bool {
        self.resolved(parts).is_some_and(SchemaObject::is_composed)
    }
}
