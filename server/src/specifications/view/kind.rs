//! What a schema is, in a few words: "array of Pet", "integer (int64)", "string or null".
use super::{Json, Parts, json::unescape, layers::Layers, schema::Place};

/// Nested arrays and choices that are spelt out.
const DEPTH: usize = 4;
/// Choices that are named.
const CHOICES: usize = 4;

pub fn text(place: &Place<'_>, parts: &Parts) -> String {
    described(place, parts, 0)
}

/// The last part of a pointer.
pub fn named(pointer: &str) -> String {
    unescape(pointer.rsplit('/').next().unwrap_or_default())
}

/// What a schema is called where it is shown alone.
pub fn name_of(place: &Place<'_>, parts: &Parts) -> String {
    let layers = Layers::of(place, parts);
    match (place.node.text("$ref"), layers.text("title")) {
        (Some(pointer), _) => named(pointer),
        (None, Some(title)) => title.to_owned(),
        (None, None) => {
            let mut tokens = place.address.rsplit('/');
            let named = tokens.find(|token| !matches!(*token, "items" | "schema" | "properties"));
            unescape(named.unwrap_or_default())
        }
    }
}

fn described(place: &Place<'_>, parts: &Parts, depth: usize) -> String {
    if depth > DEPTH {
        return "…".to_owned();
    }
    match place.node {
        Json::Bool(false) => return "nothing".to_owned(),
        node if !node.is_object() => return "anything".to_owned(),
        _ => {}
    }
    let layers = Layers::of(place, parts);
    let referred = place.node.text("$ref").or_else(|| match place.node.get("allOf").items() {
        [only] => only.text("$ref"),
        _ => None,
    });
    let mut text = match referred {
        // A named object is known by its name; a named string is still a string.
        Some(pointer) if layers.has_matter() || parts.get(pointer).is_none() => named(pointer),
        Some(pointer) => format!("{} ({})", of_layers(&layers, parts, depth), named(pointer)),
        None => of_layers(&layers, parts, depth),
    };
    if is_nullable(&layers) && !text.ends_with("null") {
        text.push_str(" or null");
    }
    text
}

fn of_layers(layers: &Layers<'_>, parts: &Parts, depth: usize) -> String {
    let kinds: Vec<&str> = match layers.first("type") {
        Json::Text(kind) => vec![kind],
        several => several.items().iter().filter_map(Json::as_text).filter(|kind| *kind != "null").collect(),
    };
    let mut text = match (kinds.as_slice(), layers.variants()) {
        ([], Some((_, choices))) => return choices_text(&choices, parts, depth),
        ([], None) if layers.place("properties").is_some() => "object".to_owned(),
        ([], None) if layers.place("items").is_some() => "array".to_owned(),
        ([], None) => match layers.list("enum").first().or(Some(layers.first("const"))) {
            Some(Json::Text(_)) => "string".to_owned(),
            Some(Json::Number(_)) => "number".to_owned(),
            Some(Json::Bool(_)) => "boolean".to_owned(),
            _ => "anything".to_owned(),
        },
        (kinds, _) => kinds.join(" or "),
    };
    if let Some(items) = layers.place("items").filter(|_| text.contains("array")) {
        text = text.replacen("array", &format!("array of {}", described(&items, parts, depth + 1)), 1);
    }
    if let Some(format) = layers.text("format") {
        text.push_str(&format!(" ({format})"));
    }
    text
}

fn choices_text(choices: &[Place<'_>], parts: &Parts, depth: usize) -> String {
    let mut named: Vec<String> = Vec::new();
    for choice in choices {
        let text = described(choice, parts, depth + 1);
        if !named.contains(&text) {
            named.push(text);
        }
    }
    let left_out = named.len().saturating_sub(CHOICES);
    named.truncate(CHOICES);
    let text = named.join(" or ");
    if left_out > 0 { format!("{text} or {left_out} others") } else { text }
}

fn is_nullable(layers: &Layers<'_>) -> bool {
    let null = |node: &Json| node.text("type") == Some("null");
    layers.flag("nullable")
        || layers.list("type").iter().any(|kind| kind.as_text() == Some("null"))
        || ["oneOf", "anyOf"].into_iter().any(|key| layers.list(key).iter().any(null))
}
