use crate::specifications::view::{Json, Layers, Parts, Place, given, of_schema};
use app::{auth_strategies::StrategySettings, paths::segment};

/// A call, ready to be written down in any language.
#[derive(Debug, Clone)]
pub struct Call {
    pub method: String,
    pub url: String,
    pub headers: Vec<Header>,
    pub body: Body,
}

#[derive(Debug, Clone)]
pub struct Header {
    pub name: String,
    pub value: HeaderValue,
}

#[derive(Debug, Clone)]
pub enum HeaderValue {
    Plain(String),
    /// Taken from an environment variable: secrets do not belong into code.
    Secret {
        prefix: &'static str,
        variable: &'static str,
    },
}

#[derive(Debug, Clone)]
pub enum Body {
    None,
    Json(Json),
    Text(String),
    /// `multipart/form-data`.
    Form(Vec<Part>),
}

#[derive(Debug, Clone)]
pub struct Part {
    pub name: String,
    pub value: String,
    pub is_file: bool,
}

impl Call {
    /// The environment variable that holds the credential.
    pub fn secret(&self) -> Option<&'static str> {
        self.headers.iter().find_map(|header| match header.value {
            HeaderValue::Secret { variable, .. } => Some(variable),
            HeaderValue::Plain(_) => None,
        })
    }

    /// The body as text, for languages that send it so.
    pub fn body_text(&self) -> Option<String> {
        match &self.body {
            Body::Json(json) => Some(json.pretty()),
            Body::Text(text) => Some(text.clone()),
            Body::None | Body::Form(_) => None,
        }
    }
}

/// The call that an operation describes, with its required parameters and an example of its body.
pub fn call_of(
    method: &str,
    url: &str,
    detail: &Json,
    parts: &Parts,
    strategy: Option<&StrategySettings>,
) -> Call {
    let root = Place::new(detail, "");
    let parameters: Vec<Place<'_>> = root.each("parameters").into_iter().map(|(_, place)| place).collect();
    let mut call = Call {
        method: method.to_owned(),
        url: filled(url, &parameters, parts),
        headers: strategy.and_then(credential).into_iter().collect(),
        body: Body::None,
    };
    for header in parameters.iter().filter(|place| is_required(place, "header")) {
        let name = header.node.text("name").unwrap_or_default();
        if !call.headers.iter().any(|known| known.name.eq_ignore_ascii_case(name)) {
            call.headers.push(Header::plain(name, value_of(header, parts)));
        }
    }
    add_body(&mut call, &root, parts);
    call
}

impl Header {
    pub fn plain(name: &str, value: String) -> Self {
        // A line break would end the header.
        let value = value.replace(['\r', '\n'], " ");
        Self { name: name.replace(|c: char| c.is_control(), ""), value: HeaderValue::Plain(value) }
    }
}

/// The header in which a call proves itself.
pub fn credential(strategy: &StrategySettings) -> Option<Header> {
    let (name, prefix, variable) = match strategy {
        StrategySettings::KeyAuth { header_names } => (header_names.first()?.as_str(), "", "API_KEY"),
        StrategySettings::OpenidConnect { .. } => ("Authorization", "Bearer ", "ACCESS_TOKEN"),
    };
    Some(Header { name: name.to_owned(), value: HeaderValue::Secret { prefix, variable } })
}

/// The address with examples in the place of `{parameters}`, and the required query.
fn filled(url: &str, parameters: &[Place<'_>], parts: &Parts) -> String {
    let mut filled = String::new();
    let mut rest = url;
    while let Some((before, from)) = rest.split_once('{') {
        let Some((name, after)) = from.split_once('}') else { break };
        let described =
            parameters.iter().find(|place| is_in(place, "path") && place.node.text("name") == Some(name));
        let example = described.and_then(|place| given(place.node, &Layers::of(&place.at("schema"), parts)));
        filled.push_str(before);
        filled.push_str(&match example {
            Some(value) => segment(&value.plain()),
            None => placeholder(name),
        });
        rest = after;
    }
    filled.push_str(rest);
    for place in parameters.iter().filter(|place| is_required(place, "query")) {
        let name = place.node.text("name").unwrap_or_default();
        filled.push(if filled.contains('?') { '&' } else { '?' });
        filled.push_str(&format!("{}={}", segment(name), segment(&value_of(place, parts))));
    }
    filled
}

/// `petId` → `PET_ID`: plainly something to fill in, in every shell and language.
fn placeholder(name: &str) -> String {
    let mut text = String::new();
    for char in name.chars() {
        if char.is_uppercase() && text.ends_with(|before: char| before.is_ascii_lowercase()) {
            text.push('_');
        }
        text.push(if char.is_ascii_alphanumeric() { char } else { '_' });
    }
    text.to_ascii_uppercase()
}

fn is_in(place: &Place<'_>, location: &str) -> bool {
    place.node.text("in") == Some(location)
}

fn is_required(place: &Place<'_>, location: &str) -> bool {
    is_in(place, location) && place.node.flag("required")
}

fn value_of(place: &Place<'_>, parts: &Parts) -> String {
    let schema = place.at("schema");
    let value =
        given(place.node, &Layers::of(&schema, parts)).unwrap_or_else(|| of_schema(&schema, parts, true));
    match value {
        Json::List(items) => items.iter().map(Json::plain).collect::<Vec<_>>().join(","),
        Json::Null => placeholder(place.node.text("name").unwrap_or_default()),
        value => value.plain(),
    }
}

fn add_body(call: &mut Call, root: &Place<'_>, parts: &Parts) {
    let contents = root.at("requestBody").each("content");
    let json = contents.iter().find(|(media_type, _)| media_type.contains("json"));
    let Some((media_type, content)) = json.or(contents.first()) else { return };
    let layers = Layers::of(&content.at("schema"), parts);
    let example =
        given(content.node, &layers).unwrap_or_else(|| of_schema(&content.at("schema"), parts, true));
    let mut media_type = media_type.as_str();
    call.body = match (media_type, example) {
        ("multipart/form-data", example) => Body::Form(form(&example, &layers)),
        ("application/x-www-form-urlencoded", example) => Body::Text(urlencoded(&example)),
        (_, Json::Text(text)) if !media_type.contains("json") => Body::Text(text),
        (_, Json::Null) if !media_type.contains("json") => Body::Text("…".to_owned()),
        (_, example) => {
            media_type = if media_type.contains('*') { "application/json" } else { media_type };
            Body::Json(example)
        }
    };
    if !matches!(call.body, Body::Form(_)) {
        call.headers.push(Header::plain("Content-Type", media_type.to_owned()));
    }
}

fn form(example: &Json, layers: &Layers<'_>) -> Vec<Part> {
    let is_file = |name: &str| {
        let field = layers.fields().into_iter().find(|field| field.name == name);
        field.is_some_and(|field| {
            field.place.node.text("format") == Some("binary")
                || field.place.node.text("contentEncoding").is_some()
        })
    };
    let part = |(name, value): (&String, &Json)| Part {
        is_file: is_file(name),
        name: name.clone(),
        value: if is_file(name) { "file.bin".to_owned() } else { value.plain() },
    };
    example.members().map(part).collect()
}

fn urlencoded(example: &Json) -> String {
    let mut pairs = Vec::new();
    example.members().for_each(|(name, value)| nested(&mut pairs, name.clone(), value));
    pairs.join("&")
}

/// Nested fields as most servers read them: `card[number]=…`.
pub fn nested(pairs: &mut Vec<String>, name: String, value: &Json) {
    match value {
        Json::Object(members) => {
            members.iter().for_each(|(key, value)| nested(pairs, format!("{name}[{key}]"), value));
        }
        Json::List(items) => {
            items.iter().for_each(|item| nested(pairs, format!("{name}[]"), item));
        }
        value => pairs.push(format!("{}={}", segment(&name), segment(&value.plain()))),
    }
}
