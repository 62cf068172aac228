//! Messages of AsyncAPI as they are written ("Message Object"): with what their traits add, the default media type,
//! and payloads in other schema languages set apart from JSON Schema.

use std::rc::Rc;

use super::node::{Node, Object, Value};
use super::parameters::followed;

/// Traits of one object that count.
const MAX_TRAITS: usize = 50;

pub fn prepared(root: &Node, object: &Object) -> Object {
    let mut message = with_traits(root, object);
    if let Some(default) = root.get("defaultContentType")
        && !message.contains_key("contentType")
    {
        message.insert("contentType".into(), default.clone());
    }
    let format = message.shift_remove("schemaFormat");
    set_apart(root, &mut message, "payload", "foreignPayload", format.as_ref());
    set_apart(root, &mut message, "headers", "foreignHeaders", None);
    message
}

/// Moves a schema to `foreign` unless it is JSON Schema. `format` is that of the message (2.x); since 3.0 it stands
/// beside the schema ("Multi Format Schema Object").
fn set_apart(root: &Node, message: &mut Object, key: &str, foreign: &str, format: Option<&Node>) {
    let Some(node) = message.get(key) else { return };
    let target = followed(root, node);
    let several = target.and_then(multi_format);
    let (format, schema) = match (several, format) {
        (Some((format, schema)), _) => (format, schema),
        (None, Some(format)) => match target {
            Some(target) => (format, target),
            // Stays where a reference that leads nowhere is reported.
            None => return,
        },
        (None, None) => return,
    };
    let is_referred_to = node.get("$ref").is_some();
    match is_json_schema(format) {
        // Shared ones stay references: their row holds the schema alone.
        true if is_referred_to || several.is_none() => {}
        true => drop(message.insert(key.into(), schema.clone())),
        false => {
            let apart = [("schemaFormat".into(), format.clone()), ("schema".into(), schema.clone())];
            let apart = Node::from_entries(node.line, apart);
            message.shift_remove(key);
            message.insert(foreign.into(), apart);
        }
    }
}

/// Format and schema, where they stand together.
pub fn multi_format(node: &Node) -> Option<(&Node, &Node)> {
    let format = node.get("schemaFormat").filter(|format| format.as_text().is_some())?;
    Some((format, node.get("schema")?))
}

/// "Schema formats table": AsyncAPI's own, JSON Schema, and OpenAPI's, which differ in nothing that is shown.
pub fn is_json_schema(format: &Node) -> bool {
    let format = format.as_unquoted().unwrap_or_default().to_ascii_lowercase();
    let known = ["vnd.aai.asyncapi", "vnd.oai.openapi", "application/schema+", "application/schema;"];
    format.is_empty() || format == "application/schema" || known.iter().any(|known| format.contains(known))
}

/// "Traits Merge Mechanism" of 3.0: what the object says itself counts. In 2.x traits are patches to it ("Operation
/// Object", "Message Object", RFC 7386), so that theirs counts. Of `traits` remain those that lead nowhere, to be
/// reported where they are written.
pub fn with_traits(root: &Node, object: &Object) -> Object {
    let mut own = object.clone();
    let Some(traits) = own.shift_remove("traits") else { return own };
    let Some(list) = traits.as_array() else {
        own.insert("traits".into(), traits);
        return own;
    };
    let patches_win = root.get("asyncapi").and_then(Node::as_unquoted).is_some_and(|v| v.starts_with('2'));
    let mut lost = Vec::new();
    let mut merged = if patches_win { own.clone() } else { Object::new() };
    for node in list.iter().take(MAX_TRAITS) {
        match followed(root, node).and_then(Node::as_object) {
            Some(patch) => merged = patched(&merged, patch),
            None => lost.push(node.clone()),
        }
    }
    if !patches_win {
        merged = patched(&merged, &own);
    }
    if !lost.is_empty() {
        merged.insert("traits".into(), Node::from_items(traits.line, lost));
    }
    merged
}

/// JSON Merge Patch (RFC 7386).
fn patched(target: &Object, patch: &Object) -> Object {
    let mut merged = target.clone();
    for (key, value) in patch {
        match (merged.get(key).and_then(Node::as_object), &value.value) {
            (_, Value::Null) => drop(merged.shift_remove(key)),
            (Some(old), Value::Object(new)) => {
                let both = Node::new(value.line, Value::Object(Rc::new(patched(old, new))));
                merged.insert(Rc::clone(key), both);
            }
            _ => drop(merged.insert(Rc::clone(key), value.clone())),
        }
    }
    merged
}
