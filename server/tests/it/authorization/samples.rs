use serde_json::{Value, json};

/// The smallest body that a schema accepts, so that what answers is the rule and not the parser.
pub fn json_sample(document: &Value, schema: &Value, depth: u32) -> Value {
    if depth > 8 {
        return Value::Null;
    }
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null);
        return json_sample(document, target, depth + 1);
    }
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(options) = schema[choice].as_array() {
            let option = options.iter().find(|option| option["type"] != "null").unwrap_or(&Value::Null);
            return json_sample(document, option, depth + 1);
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut whole = json!({});
        for part in parts {
            if let (Some(whole), Value::Object(part)) =
                (whole.as_object_mut(), json_sample(document, part, depth + 1))
            {
                whole.extend(part);
            }
        }
        return whole;
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null").cloned().unwrap_or_default(),
        kind => kind.clone(),
    };
    match kind.as_str() {
        Some("object") => {
            let required = schema["required"].as_array().cloned().unwrap_or_default();
            let value_of = |name: &Value| {
                let name = name.as_str().unwrap_or_default();
                (name.to_owned(), json_sample(document, &schema["properties"][name], depth + 1))
            };
            Value::Object(required.iter().map(value_of).collect())
        }
        Some("array") => json!([]),
        Some("boolean") => json!(false),
        Some("integer" | "number") => json!(1),
        Some("string") if schema["format"] == "uuid" => json!(NOBODY),
        Some("string") if schema["format"] == "date-time" => json!("2027-01-01T00:00:00Z"),
        Some("string") => json!("missing"),
        _ => Value::Null,
    }
}

const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

/// Arguments for every server function: superfluous ones are ignored, so one set fits most.
pub fn server_function_sample(name: &str) -> String {
    let special: &[(&str, &str)] = match name {
        "create_auth_strategy" | "update_auth_strategy" => {
            &[("kind", "key_auth"), ("header_names", "apikey")]
        }
        // Ids that may be left out.
        "get_usage" | "get_application_usage" => &[("version", ""), ("key", "")],
        "set_client_registration" => &[("kind", "rfc7591")],
        "grant_catalog_role" => &[("role", "viewer")],
        "create_gateway" => &[("kind", "nginx")],
        "get_gateway_set_up" => &[("target", "missing/1")],
        "search" | "list_teams" => &[("query", "missing")],
        "change_team_role" | "invite_to_team" | "add_team_member" | "map_group" => &[("role", "member")],
        _ => &[],
    };
    let mut fields = special.to_vec();
    for field in COMMON {
        if !fields.iter().any(|(name, _)| *name == field.0) {
            fields.push(field);
        }
    }
    fields
        .iter()
        .map(|(name, value)| format!("{name}={}", value.replace(' ', "+")))
        .collect::<Vec<_>>()
        .join("&")
}

/// Fields that server functions ask for, naming things that do not exist.
const COMMON: [(&str, &str); 28] = [
    ("group", "missing"),
    ("team", "missing"),
    ("to", "team:missing"),
    ("step", "up"),
    ("id", NOBODY),
    ("name", "missing"),
    ("slug", "missing"),
    ("title", "missing"),
    ("product", "missing"),
    ("version", "missing"),
    ("version_id", NOBODY),
    ("product_id", NOBODY),
    ("application", "missing"),
    ("credential_id", NOBODY),
    ("email", "nobody@nowhere.example"),
    ("full_name", "Nobody"),
    ("password", "a long walk by the sea"),
    ("current_password", "a wrong walk by the sea"),
    ("new_password", "a longer walk by the sea"),
    ("token", "missing"),
    ("reason", "because"),
    ("purpose", "to see"),
    ("role", "developer"),
    ("scope", "read"),
    ("overlap", "now"),
    ("visibility", "public"),
    ("operation", "missing"),
    ("path", "missing"),
];
