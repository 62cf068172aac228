//! Limits and defaults in words.
use super::{Json, layers::Layers};

/// Characters of a default or pattern that are shown.
const LONG: usize = 120;

pub fn of(layers: &Layers<'_>) -> Vec<String> {
    let number = |key: &str| Some(layers.first(key)).filter(|value| matches!(value, Json::Number(_)));
    let range = |min: &str, max: &str, unit: &str| span(number(min), number(max), unit);
    let mut facts = Vec::new();
    facts.extend(values(layers));
    facts.extend(range("minLength", "maxLength", " characters"));
    facts.extend(range("minItems", "maxItems", " items"));
    facts.extend(range("minProperties", "maxProperties", " fields"));
    facts.extend(number("multipleOf").map(|step| format!("a multiple of {}", step.plain())));
    if layers.flag("uniqueItems") {
        facts.push("no item twice".to_owned());
    }
    facts.extend(layers.text("pattern").map(|pattern| format!("matching {}", short(pattern.to_owned()))));
    facts.extend(told(layers, "const").map(|value| format!("always {value}")));
    facts.extend(told(layers, "default").map(|value| format!("default {value}")));
    for (key, word) in [("readOnly", "read only"), ("writeOnly", "write only")] {
        if layers.flag(key) {
            facts.push(word.to_owned());
        }
    }
    if layers.first("additionalProperties") == &Json::Bool(false) {
        facts.push("no other fields".to_owned());
    }
    facts
}

/// `exclusiveMinimum` is a number in 3.1 and a flag beside `minimum` in 3.0.
fn values(layers: &Layers<'_>) -> Option<String> {
    let bound = |inclusive: &str, exclusive: &str| match (layers.first(exclusive), layers.first(inclusive)) {
        (value @ Json::Number(_), _) | (Json::Bool(true), value @ Json::Number(_)) => Some((value, true)),
        (_, value @ Json::Number(_)) => Some((value, false)),
        _ => None,
    };
    match (bound("minimum", "exclusiveMinimum"), bound("maximum", "exclusiveMaximum")) {
        (Some((min, false)), Some((max, false))) => Some(format!("{} to {}", min.plain(), max.plain())),
        (None, None) => None,
        (min, max) => {
            let min = min.map(|(value, open)| worded(value, open, "more than", "at least"));
            let max = max.map(|(value, open)| worded(value, open, "less than", "at most"));
            Some(min.into_iter().chain(max).collect::<Vec<_>>().join(", "))
        }
    }
}

fn worded(value: &Json, open: bool, exclusive: &str, inclusive: &str) -> String {
    format!("{} {}", if open { exclusive } else { inclusive }, value.plain())
}

fn span(min: Option<&Json>, max: Option<&Json>, unit: &str) -> Option<String> {
    match (min, max) {
        (Some(min), Some(max)) if min == max => Some(format!("exactly {}{unit}", min.plain())),
        (Some(min), Some(max)) => Some(format!("{} to {}{unit}", min.plain(), max.plain())),
        (Some(min), None) => Some(format!("at least {}{unit}", min.plain())),
        (None, Some(max)) => Some(format!("at most {}{unit}", max.plain())),
        (None, None) => None,
    }
}

fn told(layers: &Layers<'_>, key: &str) -> Option<String> {
    let value = layers.first(key);
    let text = match value {
        Json::Null => return None,
        Json::Text(text) if text.is_empty() => "an empty text".to_owned(),
        value => value.plain(),
    };
    Some(short(text))
}

fn short(text: String) -> String {
    match text.char_indices().nth(LONG) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
