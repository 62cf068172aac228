//! What was filled in as one request, made from the operation and nothing else.
use super::{
    body::{self, Body, Sample},
    form,
    style::{self, Style, Value},
    values::Values,
};
use crate::specifications::{
    Found,
    samples::{self, Call, Header, credential, curl},
    view::{Json, Place},
};
use app::{
    error::{Checks, PortalError},
    try_it::{CallBody, CallField},
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// A call that is ready but for its credential.
#[derive(Debug)]
pub struct Prepared {
    /// Below the version's address: `/pets/7?limit=3`.
    pub target: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    pub curl: String,
}

pub struct Filled<'f> {
    pub found: &'f Found,
    pub root: Place<'f>,
    pub parameters: &'f [CallField],
    pub body: Option<&'f CallBody>,
    pub base_url: &'f str,
    pub anyway: bool,
}

/// Every field that is wrong is told at once.
pub fn prepare(
    filled: &Filled<'_>,
    values: &Values<'_>,
    mut checks: Checks,
) -> Result<Prepared, PortalError> {
    let mut parts = Parts { path: filled.found.row.path.clone(), ..Parts::default() };
    for field in filled.parameters {
        check_number(filled, field, values, &mut checks);
        if let Some(value) = values.value(field, &mut checks) {
            parts.add(field, &value, described(&filled.root, field), &mut checks);
        }
    }
    let body = match filled.body {
        Some(body) => {
            let content = filled.root.at("requestBody").at("content").at(&body.media_type);
            let wanted = body::Wanted { body, content, parts: &filled.found.parts, anyway: filled.anyway };
            body::build(&wanted, values, &mut checks)
        }
        None => Body::default(),
    };
    checks.done()?;
    if !parts.cookies.is_empty() {
        parts.headers.push(("Cookie".to_owned(), parts.cookies.join("; ")));
    }
    if let Some(content_type) = &body.content_type {
        parts.headers.push(("Content-Type".to_owned(), content_type.clone()));
    }
    parts.headers.push(("Accept".to_owned(), accepted(&filled.root)));
    let query = if parts.query.is_empty() { String::new() } else { format!("?{}", parts.query.join("&")) };
    let target = format!("{}{query}", parts.path);
    let curl = as_curl(filled, &target, &parts.headers, body.sample);
    Ok(Prepared { headers: header_map(parts.headers), target, body: body.bytes, curl })
}

#[derive(Default)]
struct Parts {
    path: String,
    query: Vec<String>,
    headers: Vec<(String, String)>,
    cookies: Vec<String>,
}

impl Parts {
    fn add(&mut self, field: &CallField, value: &Value, described: Option<Place<'_>>, checks: &mut Checks) {
        let node = described.as_ref().map_or(&Json::Null, |place| place.node);
        let usual = if matches!(field.location.as_str(), "query" | "cookie") { "form" } else { "simple" };
        let name = node.text("style").unwrap_or(usual);
        let style = Style {
            name,
            explode: match node.get("explode") {
                Json::Bool(explode) => *explode,
                _ => name == "form",
            },
            reserved: node.flag("allowReserved"),
        };
        match field.location.as_str() {
            "path" => {
                let written = style::in_path(&field.name, value, style);
                let climbs = written.split('/').any(|part| matches!(part, "." | ".."));
                checks.require(!climbs, &field.field, "“.” and “..” lead elsewhere and are not sent.");
                self.path = self.path.replace(&format!("{{{}}}", field.name), &written);
            }
            "query" if node.get("content").is_object() => {
                self.query.extend(style::in_query(&field.name, &as_one(value), style));
            }
            "query" => self.query.extend(style::in_query(&field.name, value, style)),
            "querystring" => self.query.extend(style::in_query("", value, Style { explode: true, ..style })),
            "cookie" => self.cookies.push(format!("{}={}", field.name, style::in_header(value, false))),
            _ => {
                let text = style::in_header(value, style.explode);
                let sendable =
                    HeaderValue::from_str(&text).is_ok() && HeaderName::try_from(&field.name).is_ok();
                checks.require(
                    sendable,
                    &field.field,
                    "A header takes no line breaks or control characters.",
                );
                self.headers.push((field.name.clone(), text));
            }
        }
    }
}

/// A value that travels as JSON is one value.
fn as_one(value: &Value) -> Value {
    let json = match value {
        Value::One(one) => return Value::One(one.clone()),
        Value::Many(many) => serde_json::to_string(many),
        Value::Fields(fields) => {
            serde_json::to_string(&fields.iter().cloned().collect::<std::collections::BTreeMap<_, _>>())
        }
    };
    Value::One(json.unwrap_or_default())
}

fn described<'p>(root: &Place<'p>, field: &CallField) -> Option<Place<'p>> {
    form::described(root).into_iter().find(|place| {
        place.node.text("in") == Some(&field.location) && place.node.text("name") == Some(&field.name)
    })
}

/// Numbers that are none.
fn check_number(filled: &Filled<'_>, field: &CallField, values: &Values<'_>, checks: &mut Checks) {
    let Some(place) = described(&filled.root, field).filter(|_| !filled.anyway) else { return };
    let schema = form::schema_of(&place);
    let layers = crate::specifications::view::Layers::of(&schema, &filled.found.parts);
    let text = values.text(&field.field);
    let text = text.trim();
    let right = match layers.kind() {
        _ if text.is_empty() => true,
        Some("integer") => text.parse::<i128>().is_ok(),
        Some("number") => text.parse::<f64>().is_ok(),
        _ => true,
    };
    if !right {
        checks.refuse(&field.field, "The document asks for a number here.");
        checks.refuse(app::try_it::field::ANYWAY, "Tick this to see what the API says to it.");
    }
}

/// What the operation says it answers with, so that an API that can do several does the usual.
fn accepted(root: &Place<'_>) -> String {
    let responses = root.each("responses");
    let good = responses.iter().find(|(status, _)| status.starts_with('2'));
    let types = good.map(|(_, response)| response.each("content")).unwrap_or_default();
    let mut accepted: Vec<String> = types
        .into_iter()
        .map(|(media_type, _)| media_type)
        .filter(|media_type| HeaderValue::from_str(media_type).is_ok())
        .take(5)
        .collect();
    if !accepted.iter().any(|media_type| media_type == "*/*") {
        accepted.push(if accepted.is_empty() { "*/*".to_owned() } else { "*/*;q=0.1".to_owned() });
    }
    accepted.join(", ")
}

fn header_map(headers: Vec<(String, String)>) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            map.append(name, value);
        }
    }
    map.insert(header::USER_AGENT, HeaderValue::from_static("Portico-try-it"));
    map
}

/// The same call for a shell. `Accept` is left out where it asks for nothing in particular.
fn as_curl(filled: &Filled<'_>, target: &str, headers: &[(String, String)], sample: Sample) -> String {
    let found = filled.found;
    let strategy = found.version.auth_strategy.as_ref().map(|strategy| &strategy.settings);
    let mut call = Call {
        method: found.row.method.clone(),
        url: format!("{}{target}", filled.base_url),
        headers: strategy.and_then(credential).into_iter().collect(),
        body: samples::Body::None,
    };
    let is_multipart = matches!(sample, Sample::Written(samples::Body::Form(_)));
    for (name, value) in headers {
        let made_by_curl = is_multipart && name == "Content-Type";
        let asks_for_nothing = name == "Accept" && value.starts_with("*/*");
        if !made_by_curl && !asks_for_nothing {
            call.headers.push(Header::plain(name, value.clone()));
        }
    }
    match sample {
        Sample::None => curl(&call),
        Sample::Written(body) => {
            call.body = body;
            curl(&call)
        }
        Sample::File(name) => {
            let name = name.replace('\'', "");
            format!("{} \\\n  --data-binary '@{name}'", curl(&call))
        }
    }
}
