//! Bodies of OpenAPI 2.0 in terms of 3.x: `body` and `formData` parameters, schemas and examples of responses.

use std::rc::Rc;

use super::node::{Node, Object, Value};

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// Fields of a parameter or header that do not describe its value.
const NOT_OF_SCHEMA: [&str; 7] =
    ["name", "in", "description", "required", "allowEmptyValue", "collectionFormat", "deprecated"];

/// What describes the value of a parameter, as a schema.
pub fn schema_of(parameter: &Node) -> Node {
    if let Some(schema) = parameter.get("schema") {
        return schema.clone();
    }
    let entries = parameter.as_object().into_iter().flatten();
    let of_schema =
        |key: &str| !NOT_OF_SCHEMA.contains(&key) && (!key.starts_with("x-") || key.starts_with("x-enum"));
    let entries =
        entries.filter(|(key, _)| of_schema(key)).map(|(key, value)| (Rc::clone(key), value.clone()));
    without_file(&Node::from_entries(parameter.line, entries))
}

/// `type: file` is binary text in 3.x.
fn without_file(schema: &Node) -> Node {
    match schema.as_object() {
        Some(object) if schema.text("type") == Some("file") => {
            let mut object = object.clone();
            object.insert("type".into(), Node::from_text(schema.line, "string"));
            object.insert("format".into(), Node::from_text(schema.line, "binary"));
            Node::new(schema.line, Value::Object(Rc::new(object)))
        }
        _ => schema.clone(),
    }
}

/// The one `body` parameter, or else all `formData` parameters, as a request body.
pub fn request_body(inputs: &[Node], consumes: &[Rc<str>]) -> Option<Node> {
    let first = inputs.first()?;
    let Some(body) = inputs.iter().find(|input| input.text("in") == Some("body")) else {
        let media_type = Node::from_entries(first.line, [("schema".into(), form_schema(inputs))]);
        let content = form_media_types(inputs, consumes).into_iter().map(|name| (name, media_type.clone()));
        return Some(Node::from_entries(
            first.line,
            [("content".into(), Node::from_entries(first.line, content))],
        ));
    };
    let schema = body.get("schema").map(|schema| ("schema".into(), schema.clone()));
    let media_type = Node::from_entries(body.line, schema);
    let content = consumes.iter().map(|name| (Rc::clone(name), media_type.clone()));
    let kept = ["description", "required"];
    let kept = kept.iter().filter_map(|key| Some(((*key).into(), body.get(key)?.clone())));
    let content = ("content".into(), Node::from_entries(body.line, content));
    Some(Node::from_entries(body.line, kept.chain([content]).collect::<Vec<_>>()))
}

/// Files travel as multipart only.
fn form_media_types(inputs: &[Node], consumes: &[Rc<str>]) -> Vec<Rc<str>> {
    if inputs.iter().any(|input| input.text("type") == Some("file")) {
        return vec![MULTIPART.into()];
    }
    let forms: Vec<_> =
        consumes.iter().filter(|name| matches!(&***name, FORM | MULTIPART)).cloned().collect();
    if forms.is_empty() { vec![FORM.into()] } else { forms }
}

fn form_schema(inputs: &[Node]) -> Node {
    let line = inputs.first().map_or(0, |input| input.line);
    let properties = inputs.iter().filter_map(|input| Some((input.text("name")?.into(), property(input))));
    let is_required = |input: &&Node| input.get("required").and_then(Node::as_bool) == Some(true);
    let required = inputs.iter().filter(is_required).filter_map(|input| input.get("name").cloned()).collect();
    let schema: [(Rc<str>, Node); 3] = [
        ("type".into(), Node::from_text(line, "object")),
        ("properties".into(), Node::from_entries(line, properties)),
        ("required".into(), Node::from_items(line, required)),
    ];
    Node::from_entries(line, schema)
}

fn property(input: &Node) -> Node {
    let schema = schema_of(input);
    let mut object = schema.as_object().cloned().unwrap_or_default();
    if let Some(description) = input.get("description") {
        object.insert("description".into(), description.clone());
    }
    Node::new(input.line, Value::Object(Rc::new(object)))
}

/// The schema for every media type the operation produces, with the examples ("Example Object": media type →
/// example).
pub fn response_content(response: &Node, produces: &[Rc<str>]) -> Option<Node> {
    let schema = response.get("schema").map(without_file);
    let examples = response.get("examples").and_then(Node::as_object);
    let mut content = Object::new();
    let named = examples.into_iter().flatten().map(|(name, _)| name);
    let produced = produces.iter().filter(|_| schema.is_some());
    for name in produced.chain(named) {
        let schema = schema.clone().map(|schema| ("schema".into(), schema));
        let example =
            examples.and_then(|examples| examples.get(name)).map(|node| ("example".into(), node.clone()));
        let media_type =
            Node::from_entries(response.line, schema.into_iter().chain(example).collect::<Vec<_>>());
        content.entry(Rc::clone(name)).or_insert(media_type);
    }
    (!content.is_empty()).then(|| Node::new(response.line, Value::Object(Rc::new(content))))
}
