//! A document as a tree: JSON and YAML look the same from here on.
//!
//! Unlike `serde_json::Value` it keeps the order of keys, the line of every value and the spelling of numbers
//! (`version: 1.10`), and its parts are shared: a YAML alias costs a pointer, not a copy. Nothing in it nests
//! deeper than [`limits::MAX_DEPTH`](super::limits::MAX_DEPTH), so recursion over it is safe, dropping included.

use std::rc::Rc;

use indexmap::IndexMap;

pub type Object = IndexMap<Rc<str>, Node>;

#[derive(Debug, Clone)]
pub struct Node {
    pub line: u32,
    pub value: Value,
}

#[derive(Debug, Clone)]
pub enum Value {
    Null,
    Bool(bool),
    /// A valid JSON number that fits a double, as written.
    Number(Rc<str>),
    Text(Rc<str>),
    Array(Rc<[Node]>),
    Object(Rc<Object>),
}

impl Node {
    pub fn new(line: u32, value: Value) -> Self {
        Self { line, value }
    }

    pub fn from_text(line: u32, text: &str) -> Self {
        Self::new(line, Value::Text(text.into()))
    }

    pub fn from_entries(line: u32, entries: impl IntoIterator<Item = (Rc<str>, Self)>) -> Self {
        Self::new(line, Value::Object(Rc::new(entries.into_iter().collect())))
    }

    pub fn from_items(line: u32, items: Vec<Self>) -> Self {
        Self::new(line, Value::Array(items.into()))
    }

    pub fn as_object(&self) -> Option<&Object> {
        match &self.value {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    pub fn as_array(&self) -> Option<&[Self]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Text, or a number or boolean where the author forgot the quotes: `version: 1.0`.
    pub fn as_unquoted(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Number(text) => Some(text),
            Value::Bool(true) => Some("true"),
            Value::Bool(false) => Some("false"),
            _ => None,
        }
    }

    /// A boolean, also one that was quoted.
    pub fn as_bool(&self) -> Option<bool> {
        match &self.value {
            Value::Bool(value) => Some(*value),
            Value::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_object()?.get(key)
    }

    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_text()
    }

    pub fn items(&self, key: &str) -> &[Self] {
        self.get(key).and_then(Self::as_array).unwrap_or_default()
    }

    /// The kind of value in the words of a message.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        }
    }
}
