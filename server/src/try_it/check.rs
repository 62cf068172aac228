//! Whether a value is what the document describes: JSON Schema does the work, after what OpenAPI 3.0
//! says in its own way has been put into its words.
use crate::specifications::view::{Json, Parts};
use jsonschema::{Draft, PatternOptions};
use serde_json::{Map, Value, json};

/// Problems that are told at once.
const TOLD: usize = 5;
/// Characters of one of them.
const LONG: usize = 300;
/// Members whose values are no schemas.
const NO_SCHEMAS: [&str; 6] = ["example", "examples", "enum", "const", "default", "discriminator"];

/// What does not match; empty where everything does, or where the schema itself cannot be used.
pub fn problems(schema: &Json, parts: &Parts, value: &Value) -> Vec<String> {
    let mut root = translated(schema, parts);
    let named: Map<String, Value> =
        parts.iter().map(|(pointer, part)| (name_of(pointer), translated(part, parts))).collect();
    if let Value::Object(members) = &mut root {
        members.insert("$defs".to_owned(), Value::Object(named));
    }
    let validator = jsonschema::options()
        .with_draft(Draft::Draft202012)
        .with_pattern_options(PatternOptions::regex())
        .build(&root);
    let Ok(validator) = validator else { return Vec::new() };
    let errors = validator.iter_errors(value).take(TOLD);
    errors.map(|error| told(&error.instance_path().to_string(), &error.to_string())).collect()
}

fn told(at: &str, what: &str) -> String {
    let what: String = what.chars().take(LONG).collect();
    if at.is_empty() { what } else { format!("{at}: {what}") }
}

/// `#/components/schemas/Pet` under one name of `$defs`.
fn name_of(pointer: &str) -> String {
    pointer.trim_start_matches("#/").replace(['/', '~', '%'], "_")
}

fn translated(schema: &Json, parts: &Parts) -> Value {
    match schema {
        Json::Object(members) => {
            let mut out = Map::new();
            for (key, value) in members {
                let value = match key.as_str() {
                    // A part that is not at hand says nothing.
                    "$ref" => match value.as_text().filter(|pointer| parts.get(pointer).is_some()) {
                        Some(pointer) => json!(format!("#/$defs/{}", name_of(pointer))),
                        None => continue,
                    },
                    "$id" | "$schema" | "$anchor" | "$dynamicAnchor" | "$dynamicRef" => continue,
                    key if NO_SCHEMAS.contains(&key) => plain(value),
                    _ => translated(value, parts),
                };
                out.insert(key.clone(), value);
            }
            exclusive(&mut out, "minimum", "exclusiveMinimum");
            exclusive(&mut out, "maximum", "exclusiveMaximum");
            without_read_only(&mut out);
            nullable(out)
        }
        Json::List(items) => items.iter().map(|item| translated(item, parts)).collect(),
        other => plain(other),
    }
}

fn plain(value: &Json) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// 3.0 has a flag beside the limit, 3.1 a limit of its own.
fn exclusive(schema: &mut Map<String, Value>, limit: &str, exclusive: &str) {
    match schema.get(exclusive) {
        Some(Value::Bool(true)) => {
            let value = schema.remove(limit).unwrap_or(Value::Null);
            schema.insert(exclusive.to_owned(), value);
        }
        Some(Value::Bool(false)) => {
            schema.remove(exclusive);
        }
        _ => {}
    }
    if schema.get(exclusive) == Some(&Value::Null) {
        schema.remove(exclusive);
    }
}

/// What only answers hold is not asked for.
fn without_read_only(schema: &mut Map<String, Value>) {
    let read_only: Vec<String> = match schema.get("properties") {
        Some(Value::Object(fields)) => {
            let read_only = |field: &Value| field.get("readOnly") == Some(&Value::Bool(true));
            fields.iter().filter(|(_, field)| read_only(field)).map(|(name, _)| name.clone()).collect()
        }
        _ => return,
    };
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.retain(|name| !read_only.iter().any(|known| name == known));
    }
}

/// 3.0: `nullable` beside whatever the schema says.
fn nullable(mut schema: Map<String, Value>) -> Value {
    match schema.remove("nullable") {
        Some(Value::Bool(true)) => json!({ "anyOf": [{ "type": "null" }, schema] }),
        _ => Value::Object(schema),
    }
}
