//! What was filled in, by the names of the form's fields.
use super::style::Value;
use crate::specifications::view::Json;
use app::{
    error::Checks,
    try_it::{CallField, FieldControl, FieldValue},
};

pub struct Values<'i>(pub &'i [(String, FieldValue)]);

/// A file that came with a form.
#[derive(Debug, Clone, Copy)]
pub struct File<'i> {
    pub name: &'i str,
    pub media_type: &'i str,
    pub bytes: &'i [u8],
}

impl<'i> Values<'i> {
    /// Browsers send line breaks as CR LF.
    pub fn text(&self, field: &str) -> String {
        let found = self.0.iter().find_map(|(name, value)| match value {
            FieldValue::Text(text) if name == field => Some(text),
            _ => None,
        });
        found.map(|text| text.replace("\r\n", "\n")).unwrap_or_default()
    }

    /// A file that was chosen; a field without one is sent with an empty name.
    pub fn file(&self, field: &str) -> Option<File<'i>> {
        self.0.iter().find_map(|(name, value)| match value {
            FieldValue::File { name: file, media_type, bytes } if name == field && !file.is_empty() => {
                Some(File { name: file, media_type, bytes })
            }
            _ => None,
        })
    }

    /// What a field holds; nothing where it was left empty. What is wrong goes to `checks`.
    pub fn value(&self, field: &CallField, checks: &mut Checks) -> Option<Value> {
        let text = self.text(&field.field);
        if text.trim().is_empty() {
            checks.require(!field.required, &field.field, "Please fill this in.");
            return None;
        }
        match field.control {
            FieldControl::Lines => {
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                Some(Value::Many(lines.map(str::to_owned).collect()))
            }
            FieldControl::Json => match serde_json::from_str::<Json>(&text) {
                Ok(Json::Object(members)) => {
                    let members = members.into_iter().map(|(name, value)| (name, value.plain()));
                    Some(Value::Fields(members.collect()))
                }
                Ok(Json::List(items)) => Some(Value::Many(items.iter().map(Json::plain).collect())),
                Ok(value) => Some(Value::One(value.plain())),
                Err(error) => {
                    checks.refuse(&field.field, not_json(&error));
                    None
                }
            },
            FieldControl::Choice(_) => Some(Value::One(text)),
            FieldControl::Text | FieldControl::File => Some(Value::One(text.trim().to_owned())),
        }
    }
}

/// Where the reader of JSON stopped, in words.
pub fn not_json(error: &serde_json::Error) -> String {
    let told = error.to_string();
    let what = told.split(" at line ").next().unwrap_or_default();
    format!("This is no JSON: {what}, in line {}, column {}.", error.line(), error.column())
}
