//! JSON text, written piece by piece in the order of the document.

use super::node::{Node, Object, Value};

/// JSON text being written.
#[derive(Debug, Default)]
pub struct Output {
    text: String,
}

impl Output {
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Takes back what was written since `len` was `mark`.
    pub fn take_back(&mut self, mark: usize) {
        self.text.truncate(mark);
    }

    pub fn open(&mut self, bracket: char) {
        self.text.push(bracket);
    }

    pub fn close(&mut self, bracket: char) {
        self.text.push(bracket);
    }

    /// A comma, unless the object or list has only just begun.
    pub fn separate(&mut self) {
        if !matches!(self.text.as_bytes().last(), None | Some(b'{' | b'[')) {
            self.text.push(',');
        }
    }

    pub fn key(&mut self, key: &str) {
        self.separate();
        self.quoted(key);
        self.text.push(':');
    }

    pub fn raw(&mut self, json: &str) {
        self.text.push_str(json);
    }

    /// Any value as it is, down to `room` levels. `false`: it nests deeper, and what was written is incomplete.
    pub fn node(&mut self, node: &Node, room: usize) -> bool {
        let Some(room) = room.checked_sub(1) else { return false };
        match &node.value {
            Value::Null => self.raw("null"),
            Value::Bool(true) => self.raw("true"),
            Value::Bool(false) => self.raw("false"),
            Value::Number(number) => self.raw(number),
            Value::Text(text) => self.quoted(text),
            Value::Array(items) => return self.items(items, room),
            Value::Object(object) => return self.members(object, room),
        }
        true
    }

    fn items(&mut self, items: &[Node], room: usize) -> bool {
        self.open('[');
        let complete = items.iter().all(|item| {
            self.separate();
            self.node(item, room)
        });
        self.close(']');
        complete
    }

    fn members(&mut self, object: &Object, room: usize) -> bool {
        self.open('{');
        let complete = object.iter().all(|(key, value)| {
            self.key(key);
            self.node(value, room)
        });
        self.close('}');
        complete
    }

    /// A JSON string (RFC 8259 §7).
    pub fn quoted(&mut self, text: &str) {
        self.text.push('"');
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| byte == b'"' || byte == b'\\' || byte < 0x20) {
            self.text.push_str(&rest[..at]);
            match rest.as_bytes()[at] {
                b'"' => self.text.push_str("\\\""),
                b'\\' => self.text.push_str("\\\\"),
                b'\n' => self.text.push_str("\\n"),
                b'\r' => self.text.push_str("\\r"),
                b'\t' => self.text.push_str("\\t"),
                control => self.text.push_str(&format!("\\u{control:04x}")),
            }
            rest = &rest[at + 1..];
        }
        self.text.push_str(rest);
        self.text.push('"');
    }

    /// Hands out what was written, and starts anew.
    pub fn take(&mut self) -> String {
        let text = self.text.clone();
        self.text.clear();
        text
    }
}
