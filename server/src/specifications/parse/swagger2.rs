//! OpenAPI 2.0 in terms of 3.x, one path at a time.
//!
//! Parameters and responses shared by reference are filled in on the way; schemas keep their `#/definitions/…`.
//! Section names are those of <https://spec.openapis.org/oas/v2.0.html>.

use std::rc::Rc;

use indexmap::IndexMap;

use super::node::{Node, Object, Value};
use super::operations::is_method;
use super::parameters::followed;
use super::swagger2_body as body;

const DEFAULT_MEDIA_TYPE: &str = "application/json";

/// "Path Item Object": parameters of the path move into each operation.
pub fn path_item(root: &Node, item: &Object) -> Object {
    let shared = item.get("parameters").and_then(Node::as_array).unwrap_or_default();
    let convert = |(key, node): (&Rc<str>, &Node)| match node.as_object() {
        Some(object) if is_method(key) => (
            Rc::clone(key),
            Node::new(node.line, Value::Object(Rc::new(operation(root, object, shared, node.line)))),
        ),
        _ => (Rc::clone(key), node.clone()),
    };
    item.iter().filter(|(key, _)| &***key != "parameters").map(convert).collect()
}

/// "Operation Object".
fn operation(root: &Node, old: &Object, shared: &[Node], line: u32) -> Object {
    let converted = ["parameters", "responses", "consumes", "produces", "schemes"];
    let mut new: Object = old
        .iter()
        .filter(|(key, _)| !converted.contains(&&***key))
        .map(|(k, v)| (Rc::clone(k), v.clone()))
        .collect();
    let (inputs, parameters) = split_parameters(root, old, shared);
    if !parameters.is_empty() {
        new.insert("parameters".into(), Node::from_items(line, parameters));
    }
    if let Some(request_body) = body::request_body(&inputs, &media_types(root, old, "consumes")) {
        new.insert("requestBody".into(), request_body);
    }
    match old.get("responses") {
        Some(Node { line, value: Value::Object(responses) }) => {
            let produces = media_types(root, old, "produces");
            let converted =
                responses.iter().map(|(status, node)| (Rc::clone(status), response(root, node, &produces)));
            new.insert("responses".into(), Node::from_entries(*line, converted));
        }
        Some(other) => drop(new.insert("responses".into(), other.clone())),
        None => {}
    }
    if let Some(schemes) = old.get("schemes").and_then(Node::as_array) {
        new.insert("servers".into(), servers_for(root, schemes));
    }
    new
}

/// Those that make up the body, and the others in the form of 3.x. What is no parameter at all is passed on, to be
/// reported.
fn split_parameters(root: &Node, old: &Object, shared: &[Node]) -> (Vec<Node>, Vec<Node>) {
    let own = old.get("parameters").and_then(Node::as_array).unwrap_or_default();
    let mut merged: IndexMap<(String, String), Node> = IndexMap::new();
    for (position, node) in shared.iter().chain(own).enumerate() {
        let target = followed(root, node).unwrap_or(node);
        let identity = match (target.text("name"), target.text("in")) {
            (Some(name), Some(within)) => (name.to_owned(), within.to_owned()),
            _ => (position.to_string(), String::new()),
        };
        merged.insert(identity, target.clone());
    }
    let is_input = |node: &Node| matches!(node.text("in"), Some("body" | "formData"));
    let (inputs, others): (Vec<_>, Vec<_>) = merged.into_values().partition(is_input);
    (inputs, others.iter().map(parameter).collect())
}

/// "Parameter Object" outside the body: what describes the value moves into a schema.
fn parameter(old: &Node) -> Node {
    let Some(object) = old.as_object().filter(|object| !object.contains_key("$ref")) else {
        return old.clone();
    };
    let stays = ["name", "in", "description", "required", "allowEmptyValue", "deprecated"];
    let stays = |key: &str| stays.contains(&key) || key.starts_with("x-");
    let mut new: Object = object
        .iter()
        .filter(|(key, _)| stays(key))
        .map(|(key, value)| (Rc::clone(key), value.clone()))
        .collect();
    if let Some(example) = new.shift_remove("x-example") {
        new.insert("example".into(), example);
    }
    let style = match (old.text("collectionFormat"), old.text("in")) {
        (Some("multi"), _) => Some(("form", true)),
        (Some("ssv"), _) => Some(("spaceDelimited", false)),
        (Some("pipes"), _) => Some(("pipeDelimited", false)),
        (_, Some("query")) if old.text("type") == Some("array") => Some(("form", false)),
        _ => None,
    };
    if let Some((style, explode)) = style {
        new.insert("style".into(), Node::from_text(old.line, style));
        new.insert("explode".into(), Node::new(old.line, Value::Bool(explode)));
    }
    new.insert("schema".into(), body::schema_of(old));
    Node::new(old.line, Value::Object(Rc::new(new)))
}

/// "Response Object".
fn response(root: &Node, node: &Node, produces: &[Rc<str>]) -> Node {
    let old = followed(root, node).unwrap_or(node);
    let Some(object) = old.as_object().filter(|object| !object.contains_key("$ref")) else {
        return old.clone();
    };
    let converted = ["schema", "headers", "examples"];
    let mut new: Object = object
        .iter()
        .filter(|(key, _)| !converted.contains(&&***key))
        .map(|(key, value)| (Rc::clone(key), value.clone()))
        .collect();
    if let Some(headers) = object.get("headers").and_then(Node::as_object) {
        let headers = headers.iter().map(|(name, header)| (Rc::clone(name), parameter(header)));
        new.insert("headers".into(), Node::from_entries(old.line, headers));
    }
    if let Some(content) = body::response_content(old, produces) {
        new.insert("content".into(), content);
    }
    Node::new(old.line, Value::Object(Rc::new(new)))
}

/// `consumes` or `produces`: of the operation, or else of the document.
fn media_types(root: &Node, operation: &Object, field: &str) -> Vec<Rc<str>> {
    let listed =
        operation.get(field).or_else(|| root.get(field)).and_then(Node::as_array).unwrap_or_default();
    let listed: Vec<Rc<str>> = listed.iter().filter_map(Node::as_text).map(Into::into).collect();
    if listed.is_empty() { vec![DEFAULT_MEDIA_TYPE.into()] } else { listed }
}

/// `schemes`, `host` and `basePath` as servers.
pub fn servers(root: &Node) -> Node {
    servers_for(root, root.items("schemes"))
}

fn servers_for(root: &Node, schemes: &[Node]) -> Node {
    let line = root.get("host").or_else(|| root.get("basePath")).unwrap_or(root).line;
    let path = root.text("basePath").unwrap_or("/");
    let path = if path.len() > 1 { path.trim_end_matches('/') } else { path };
    let urls = match root.text("host") {
        None => vec![path.to_owned()],
        Some(host) => {
            let path = if path == "/" { "" } else { path };
            let slash = if path.is_empty() || path.starts_with('/') { "" } else { "/" };
            let named = schemes.iter().filter_map(Node::as_text);
            let schemes: Vec<_> = if schemes.is_empty() { vec!["https"] } else { named.collect() };
            schemes.iter().map(|scheme| format!("{scheme}://{host}{slash}{path}")).collect()
        }
    };
    let server = |url: &String| Node::from_entries(line, [("url".into(), Node::from_text(line, url))]);
    Node::from_items(line, urls.iter().map(server).collect())
}

/// "Security Definitions Object".
pub fn security_schemes(definitions: &Node) -> Node {
    let Some(object) = definitions.as_object() else { return definitions.clone() };
    Node::from_entries(
        definitions.line,
        object.iter().map(|(name, scheme)| (Rc::clone(name), security_scheme(scheme))),
    )
}

fn security_scheme(old: &Node) -> Node {
    let Some(object) = old.as_object() else { return old.clone() };
    let mut new = object.clone();
    match old.text("type") {
        Some("basic") => {
            new.insert("type".into(), Node::from_text(old.line, "http"));
            new.insert("scheme".into(), Node::from_text(old.line, "basic"));
        }
        Some("oauth2") => {
            let in_flow = ["authorizationUrl", "tokenUrl", "scopes"];
            let flow = in_flow.iter().filter_map(|field| new.shift_remove_entry(*field)).collect::<Vec<_>>();
            let name = match new.shift_remove("flow").as_ref().and_then(Node::as_text) {
                Some("application") => "clientCredentials",
                Some("accessCode") => "authorizationCode",
                Some("password") => "password",
                _ => "implicit",
            };
            let flows = [(name.into(), Node::from_entries(old.line, flow))];
            new.insert("flows".into(), Node::from_entries(old.line, flows));
        }
        _ => {}
    }
    Node::new(old.line, Value::Object(Rc::new(new)))
}
