//! A request's body, in the media type that was chosen.
use super::{
    check, form,
    values::{File, Values, not_json},
};
use crate::specifications::{
    samples::{self, Part},
    view::{Parts, Place},
};
use app::{
    error::Checks,
    paths::segment,
    try_it::{BodyShape, CallBody, CallField, FieldControl, field},
};
use rand::Rng;

/// A body with how it is announced, and how a shell would send it.
#[derive(Debug, Default)]
pub struct Body {
    pub content_type: Option<String>,
    pub bytes: Vec<u8>,
    pub sample: Sample,
}

#[derive(Debug, Default)]
pub enum Sample {
    #[default]
    None,
    Written(samples::Body),
    /// The file's name.
    File(String),
}

pub struct Wanted<'w> {
    pub body: &'w CallBody,
    pub content: Place<'w>,
    pub parts: &'w Parts,
    /// Sent although it does not match the document.
    pub anyway: bool,
}

pub fn build(wanted: &Wanted<'_>, values: &Values<'_>, checks: &mut Checks) -> Body {
    match &wanted.body.shape {
        BodyShape::Text { .. } => text(wanted, values.text(field::BODY), checks),
        BodyShape::Form(fields) if form::bare(&wanted.body.media_type) == "multipart/form-data" => {
            multipart(fields, values, checks)
        }
        BodyShape::Form(fields) => urlencoded(fields, values, checks),
        BodyShape::File => file(wanted, values, checks),
    }
}

fn text(wanted: &Wanted<'_>, text: String, checks: &mut Checks) -> Body {
    if text.trim().is_empty() {
        checks.require(!wanted.body.required, field::BODY, "This operation needs a body.");
        return Body::default();
    }
    let mut content_type = wanted.body.media_type.clone();
    if form::is_json(&content_type) {
        content_type =
            content_type.replace("*/*", "application/json").replace("application/*", "application/json");
        if !wanted.anyway {
            check_json(wanted, &text, checks);
        }
    }
    Body {
        content_type: Some(content_type),
        sample: Sample::Written(samples::Body::Text(text.clone())),
        bytes: text.into_bytes(),
    }
}

fn check_json(wanted: &Wanted<'_>, text: &str, checks: &mut Checks) {
    let problems = match serde_json::from_str(text) {
        Ok(value) => check::problems(wanted.content.at("schema").node, wanted.parts, &value).join("\n"),
        Err(error) => not_json(&error),
    };
    if !problems.is_empty() {
        checks.refuse(field::BODY, problems);
        checks.refuse(field::ANYWAY, "Tick this to see what the API says to it.");
    }
}

fn file(wanted: &Wanted<'_>, values: &Values<'_>, checks: &mut Checks) -> Body {
    let Some(file) = values.file(field::FILE) else {
        checks.require(!wanted.body.required, field::FILE, "Please choose a file.");
        return Body::default();
    };
    let announced = &wanted.body.media_type;
    let content_type = if announced.contains('*') { media_type_of(&file) } else { announced.clone() };
    Body {
        content_type: Some(content_type),
        bytes: file.bytes.to_vec(),
        sample: Sample::File(file.name.to_owned()),
    }
}

fn media_type_of(file: &File<'_>) -> String {
    let is_plain = |c: char| c.is_ascii_graphic() || c == ' ';
    match file.media_type.chars().all(is_plain) && file.media_type.contains('/') {
        true => file.media_type.to_owned(),
        false => "application/octet-stream".to_owned(),
    }
}

/// The parts of a form that were filled in; JSON ones as they were written.
fn parts<'i>(
    fields: &[CallField],
    values: &Values<'i>,
    checks: &mut Checks,
) -> Vec<(String, Result<String, File<'i>>)> {
    let mut found = Vec::new();
    for field in fields {
        if field.control == FieldControl::File {
            match values.file(&field.field) {
                Some(file) => found.push((field.name.clone(), Err(file))),
                None => checks.require(!field.required, &field.field, "Please choose a file."),
            }
            continue;
        }
        let text = values.text(&field.field);
        match values.value(field, checks) {
            None => {}
            Some(super::style::Value::Many(many)) if field.control == FieldControl::Lines => {
                found.extend(many.into_iter().map(|one| (field.name.clone(), Ok(one))));
            }
            Some(_) => found.push((field.name.clone(), Ok(text.trim().to_owned()))),
        }
    }
    found
}

/// Nested fields as most servers read them: `card[number]=…`.
fn urlencoded(fields: &[CallField], values: &Values<'_>, checks: &mut Checks) -> Body {
    let mut pairs = Vec::new();
    for field in fields {
        let (text, value) = (values.text(&field.field), values.value(field, checks));
        let Some(value) = value else { continue };
        match (&field.control, value) {
            (FieldControl::Json, _) => {
                let json = serde_json::from_str(&text).unwrap_or_default();
                samples::nested(&mut pairs, field.name.clone(), &json);
            }
            (_, super::style::Value::Many(many)) => {
                pairs.extend(many.iter().map(|one| format!("{}[]={}", segment(&field.name), segment(one))));
            }
            _ => pairs.push(format!("{}={}", segment(&field.name), segment(text.trim()))),
        }
    }
    let text = pairs.join("&");
    Body {
        content_type: Some("application/x-www-form-urlencoded".to_owned()),
        bytes: text.clone().into_bytes(),
        sample: Sample::Written(samples::Body::Text(text)),
    }
}

/// RFC 7578; names are escaped as browsers do it.
fn multipart(fields: &[CallField], values: &Values<'_>, checks: &mut Checks) -> Body {
    let escaped = |text: &str| text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
    let boundary = format!("portico-{:032x}", rand::rng().random::<u128>());
    let (mut bytes, mut sample) = (Vec::new(), Vec::new());
    for (name, value) in parts(fields, values, checks) {
        let head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"", escaped(&name));
        bytes.extend_from_slice(head.as_bytes());
        match value {
            Ok(text) => {
                bytes.extend_from_slice(format!("\r\n\r\n{text}").as_bytes());
                sample.push(Part { name, value: text, is_file: false });
            }
            Err(file) => {
                let head = format!(
                    "; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n",
                    escaped(file.name),
                    media_type_of(&file)
                );
                bytes.extend_from_slice(head.as_bytes());
                bytes.extend_from_slice(file.bytes);
                sample.push(Part { name, value: file.name.to_owned(), is_file: true });
            }
        }
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Body {
        content_type: Some(format!("multipart/form-data; boundary={boundary}")),
        bytes,
        sample: Sample::Written(samples::Body::Form(sample)),
    }
}
