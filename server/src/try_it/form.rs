//! What there is to fill in for an operation.
use crate::specifications::view::{Json, Layers, Parts, Place, facts_of, given, kind_text, of_schema};
use app::try_it::{BodyShape, CallBody, CallField, FieldControl, field};

/// Parameters that say nothing here: OpenAPI has them stated by the body, the responses and the
/// security schemes (3.1 §4.8.12.1).
const STATED_ELSEWHERE: [&str; 3] = ["accept", "content-type", "authorization"];
/// Choices that are offered; longer lists are typed.
const CHOICES: usize = 300;
/// Fields of a form body.
const FIELDS: usize = 60;
/// Characters of what a field is for.
const PURPOSE: usize = 160;

/// The parameters to fill in, those of the path first; `own_headers` hold the credential.
pub fn parameters(path: &str, root: &Place<'_>, parts: &Parts, own_headers: &[String]) -> Vec<CallField> {
    let mut fields: Vec<CallField> = described(root)
        .into_iter()
        .filter(|place| !is_stated_elsewhere(place.node, own_headers))
        .filter_map(|place| parameter(&place, parts))
        .collect();
    for name in in_path(path) {
        if !fields.iter().any(|known| known.location == "path" && known.name == name) {
            fields.push(undescribed(name));
        }
    }
    let order = ["path", "query", "querystring", "header", "cookie"];
    fields.sort_by_key(|shown| order.iter().position(|location| *location == shown.location));
    fields
}

/// The parameters of an operation, as far as readers know of them.
pub fn described<'p>(root: &Place<'p>) -> Vec<Place<'p>> {
    let parameters = root.each("parameters").into_iter().map(|(_, place)| place);
    parameters.filter(|place| !place.node.flag("x-internal")).collect()
}

fn is_stated_elsewhere(node: &Json, own_headers: &[String]) -> bool {
    let name = node.text("name").unwrap_or_default();
    node.text("in") == Some("header")
        && (STATED_ELSEWHERE.iter().any(|stated| name.eq_ignore_ascii_case(stated))
            || own_headers.iter().any(|own| name.eq_ignore_ascii_case(own)))
}

/// The names between braces.
pub fn in_path(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

fn undescribed(name: &str) -> CallField {
    CallField {
        field: field::parameter("path", name),
        name: name.to_owned(),
        location: "path".to_owned(),
        required: true,
        control: FieldControl::Text,
        hint: String::new(),
        value: String::new(),
        placeholder: String::new(),
    }
}

fn parameter(place: &Place<'_>, parts: &Parts) -> Option<CallField> {
    let (name, location) = (place.node.text("name")?, place.node.text("in")?);
    let schema = schema_of(place);
    let layers = Layers::of(&schema, parts);
    let required = place.node.flag("required") || location == "path";
    let control =
        if place.node.get("content").is_object() { FieldControl::Json } else { control(&layers, parts) };
    let example = given(place.node, &layers).or_else(|| Some(layers.first("default").clone()));
    let example = example.filter(|value| !value.is_null()).map(|value| written(&value, &control));
    let filled = if required { example.clone() } else { None };
    Some(CallField {
        field: field::parameter(location, name),
        name: name.to_owned(),
        location: location.to_owned(),
        required,
        hint: hint(place.node.text("description"), &schema, &layers, parts),
        value: filled.unwrap_or_default(),
        placeholder: example.filter(|_| !required).unwrap_or_default(),
        control,
    })
}

/// A parameter's schema, which may stand within its media type.
pub fn schema_of<'p>(place: &Place<'p>) -> Place<'p> {
    let own = place.at("schema");
    match own.node.is_null() {
        true => {
            place.each("content").into_iter().map(|(_, content)| content.at("schema")).next().unwrap_or(own)
        }
        false => own,
    }
}

/// What it is for, in a sentence, and what it may be.
fn hint(described: Option<&str>, schema: &Place<'_>, layers: &Layers<'_>, parts: &Parts) -> String {
    let mut told = vec![kind_text(schema, parts)];
    told.extend(facts_of(layers));
    told.retain(|text| !text.is_empty() && text != "anything");
    let purpose = described.or_else(|| layers.text("description")).map(first_sentence);
    let parts = [purpose.unwrap_or_default(), told.join(", ")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Without Markdown's marks; long ones are cut.
fn first_sentence(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    let end = line.find(". ").map_or(line.len(), |at| at + 1);
    let plain: String = line[..end].chars().filter(|char| !"`*_".contains(*char)).collect();
    match plain.char_indices().nth(PURPOSE) {
        Some((at, _)) => format!("{}…", &plain[..at]),
        None if plain.is_empty() || plain.ends_with(['.', '!', '?', ':']) => plain,
        None => format!("{plain}."),
    }
}

fn control(layers: &Layers<'_>, parts: &Parts) -> FieldControl {
    let choices = layers.list("enum");
    if !choices.is_empty() && choices.len() <= CHOICES {
        return FieldControl::Choice(choices.iter().map(Json::plain).collect());
    }
    match layers.kind() {
        Some("boolean") => FieldControl::Choice(vec!["true".to_owned(), "false".to_owned()]),
        Some("array") => match layers.place("items").map(|items| Layers::of(&items, parts)) {
            Some(items) if is_object(&items) => FieldControl::Json,
            _ => FieldControl::Lines,
        },
        _ if is_object(layers) => FieldControl::Json,
        _ if is_file(layers) => FieldControl::File,
        _ => FieldControl::Text,
    }
}

fn is_object(layers: &Layers<'_>) -> bool {
    layers.kind() == Some("object") || (layers.kind().is_none() && layers.has_matter())
}

fn is_file(layers: &Layers<'_>) -> bool {
    layers.text("format") == Some("binary") || layers.text("contentMediaType").is_some()
}

fn written(value: &Json, control: &FieldControl) -> String {
    match (control, value) {
        (FieldControl::Lines, Json::List(items)) => {
            items.iter().map(Json::plain).collect::<Vec<_>>().join("\n")
        }
        (FieldControl::File, _) => String::new(),
        (FieldControl::Json, value @ (Json::List(_) | Json::Object(_))) => value.pretty(),
        (_, value) => value.plain(),
    }
}

/// The form for a body, in the media type that is wanted or else the one that is easiest to write.
pub fn body(root: &Place<'_>, parts: &Parts, wanted: Option<&str>) -> Option<CallBody> {
    let place = root.at("requestBody");
    let contents = place.each("content");
    let chosen = |is: &dyn Fn(&str) -> bool| contents.iter().find(|(media_type, _)| is(media_type));
    let (media_type, content) = chosen(&|media_type| Some(media_type) == wanted)
        .or_else(|| chosen(&|media_type| media_type.contains("json")))
        .or_else(|| chosen(&is_form))
        .or(contents.first())?;
    Some(CallBody {
        required: place.node.flag("required"),
        media_type: media_type.clone(),
        media_types: contents.iter().map(|(media_type, _)| media_type.clone()).collect(),
        shape: shape(media_type, content, parts),
    })
}

pub fn is_form(media_type: &str) -> bool {
    ["multipart/form-data", "application/x-www-form-urlencoded"].contains(&bare(media_type))
}

/// Without parameters: `text/plain; charset=utf-8` is `text/plain`.
pub fn bare(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

pub fn is_json(media_type: &str) -> bool {
    let bare = bare(media_type);
    bare.ends_with("json") || bare == "*/*" || bare == "application/*"
}

fn is_text(media_type: &str) -> bool {
    let bare = bare(media_type);
    is_json(media_type)
        || bare.starts_with("text/")
        || ["xml", "yaml", "graphql", "javascript", "ndjson", "jsonl"].iter().any(|kind| bare.ends_with(kind))
}

fn shape(media_type: &str, content: &Place<'_>, parts: &Parts) -> BodyShape {
    let schema = content.at("schema");
    let layers = Layers::of(&schema, parts);
    if is_form(media_type) {
        return BodyShape::Form(form_fields(content, &layers, parts));
    }
    if !is_text(media_type) || is_file(&layers) {
        return BodyShape::File;
    }
    let example = given(content.node, &layers).unwrap_or_else(|| of_schema(&schema, parts, true));
    let value = match &example {
        Json::Null => String::new(),
        Json::Text(text) if !is_json(media_type) => text.clone(),
        value if is_json(media_type) => value.pretty(),
        _ => String::new(),
    };
    BodyShape::Text { value }
}

fn form_fields(content: &Place<'_>, layers: &Layers<'_>, parts: &Parts) -> Vec<CallField> {
    let example = given(content.node, layers).unwrap_or_default();
    let wanted = layers.fields().into_iter().filter(|field| !field.place.node.flag("readOnly"));
    let mut fields: Vec<CallField> = wanted
        .filter(|field| !field.name.starts_with(['(', '/']))
        .map(|found| {
            let own = Layers::of(&found.place, parts);
            let control = control(&own, parts);
            let given = Some(example.get(&found.name)).filter(|value| !value.is_null()).cloned();
            let value = given.or_else(|| given_or_default(&own)).map(|value| written(&value, &control));
            CallField {
                field: field::part(&found.name),
                location: "body".to_owned(),
                required: found.required,
                hint: hint(None, &found.place, &own, parts),
                value: value.clone().filter(|_| found.required).unwrap_or_default(),
                placeholder: value.filter(|_| !found.required).unwrap_or_default(),
                name: found.name,
                control,
            }
        })
        .collect();
    // What has to be filled in comes first, so that it is there when a long form is cut.
    fields.sort_by_key(|field| !field.required);
    fields.truncate(FIELDS);
    fields
}

fn given_or_default(layers: &Layers<'_>) -> Option<Json> {
    given(&Json::Null, layers)
        .or_else(|| Some(layers.first("default").clone()).filter(|value| !value.is_null()))
}
