//! A document in the other syntax: the same values, keys and order; comments and aliases are not kept.

use super::limits::MAX_OUTPUT;
use super::message::Messages;
use super::node::{Node, Object, Value};
use super::output::Output;
use super::read::read;
use super::refused::Refused;
use super::yaml::plain;

/// Keys longer than this are written as explicit ones: parsers look no further for the colon
/// (YAML 1.2 §7.4.2).
const IMPLICIT_KEY: usize = 1000;

#[derive(Debug, thiserror::Error)]
pub enum ConvertError {
    #[error("the document cannot be read: {0:?}")]
    Unreadable(Refused),
    #[error("the document would be larger than {MAX_OUTPUT} bytes")]
    TooLarge,
}

pub fn to_json(bytes: &[u8]) -> Result<String, ConvertError> {
    let root = read(bytes, &mut Messages::default()).map_err(ConvertError::Unreadable)?;
    let mut json = Json { text: String::new() };
    json.value(&root, 0)?;
    json.text.push('\n');
    Ok(json.text)
}

pub fn to_yaml(bytes: &[u8]) -> Result<String, ConvertError> {
    let root = read(bytes, &mut Messages::default()).map_err(ConvertError::Unreadable)?;
    let mut yaml = Yaml { text: String::new() };
    yaml.value(&root, 0, true)?;
    Ok(yaml.text.trim_start().to_owned())
}

fn within_limit(text: &str) -> Result<(), ConvertError> {
    if text.len() > MAX_OUTPUT { Err(ConvertError::TooLarge) } else { Ok(()) }
}

struct Json {
    text: String,
}

impl Json {
    fn value(&mut self, node: &Node, depth: usize) -> Result<(), ConvertError> {
        within_limit(&self.text)?;
        match &node.value {
            Value::Array(items) if !items.is_empty() => {
                for (index, item) in items.iter().enumerate() {
                    self.line(if index == 0 { "[" } else { "," }, depth + 1);
                    self.value(item, depth + 1)?;
                }
                self.line("", depth);
                self.text.push(']');
            }
            Value::Object(members) if !members.is_empty() => {
                for (index, (key, value)) in members.iter().enumerate() {
                    self.line(if index == 0 { "{" } else { "," }, depth + 1);
                    self.text.push_str(&json_text(key));
                    self.text.push_str(": ");
                    self.value(value, depth + 1)?;
                }
                self.line("", depth);
                self.text.push('}');
            }
            Value::Null => self.text.push_str("null"),
            Value::Bool(value) => self.text.push_str(if *value { "true" } else { "false" }),
            Value::Number(number) => self.text.push_str(number),
            Value::Text(text) => self.text.push_str(&json_text(text)),
            Value::Array(_) => self.text.push_str("[]"),
            Value::Object(_) => self.text.push_str("{}"),
        }
        Ok(())
    }

    fn line(&mut self, end: &str, depth: usize) {
        self.text.push_str(end);
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n("  ", depth));
    }
}

fn json_text(text: &str) -> String {
    let mut output = Output::default();
    output.quoted(text);
    output.take()
}

struct Yaml {
    text: String,
}

impl Yaml {
    /// After `key:` or `-`, or at the beginning. `own_line`: a mapping may not begin on this line.
    fn value(&mut self, node: &Node, depth: usize, own_line: bool) -> Result<(), ConvertError> {
        within_limit(&self.text)?;
        match &node.value {
            Value::Array(items) if !items.is_empty() => {
                for item in items.iter() {
                    self.line(depth);
                    self.text.push('-');
                    self.value(item, depth + 1, false)?;
                }
            }
            Value::Object(members) if !members.is_empty() => self.members(members, depth, own_line)?,
            Value::Null => self.scalar("null"),
            Value::Bool(value) => self.scalar(if *value { "true" } else { "false" }),
            Value::Number(number) => self.scalar(number),
            Value::Array(_) => self.scalar("[]"),
            Value::Object(_) => self.scalar("{}"),
            Value::Text(text) => match block(text) {
                Some(header) => self.block(text, header, depth),
                None => self.scalar(&written(text)),
            },
        }
        Ok(())
    }

    fn members(&mut self, members: &Object, depth: usize, own_line: bool) -> Result<(), ConvertError> {
        for (index, (key, value)) in members.iter().enumerate() {
            match index == 0 && !own_line {
                true => self.text.push(' '),
                false => self.line(depth),
            }
            let key = written(key);
            if key.len() > IMPLICIT_KEY {
                self.text.push_str("? ");
                self.text.push_str(&key);
                self.line(depth);
            } else {
                self.text.push_str(&key);
            }
            self.text.push(':');
            self.value(value, depth + 1, true)?;
        }
        Ok(())
    }

    fn scalar(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(text);
    }

    fn block(&mut self, text: &str, header: &str, depth: usize) {
        self.scalar(header);
        for line in text.lines() {
            match line.is_empty() {
                true => self.text.push('\n'),
                false => self.line(depth.max(1)),
            }
            self.text.push_str(line);
        }
    }

    fn line(&mut self, depth: usize) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n("  ", depth));
    }
}

/// The header of a literal block, for text of several lines that such a block can hold unchanged.
fn block(text: &str) -> Option<&'static str> {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let fits = body.contains('\n')
        && !body.starts_with([' ', '\t', '\n'])
        && !body.ends_with('\n')
        && body.split('\n').all(|line| line == line.trim_end() && line.chars().all(is_printable));
    fits.then_some(if body.len() == text.len() { "|-" } else { "|" })
}

/// A text on one line, in quotes where it would be read as something else without.
fn written(text: &str) -> String {
    let is_word = |c: char| c.is_alphabetic() || "/$_".contains(c);
    let means_itself = text.starts_with(is_word)
        && !text.ends_with([':', ' '])
        && !text.contains(": ")
        && !text.contains(" #")
        && text.chars().all(is_printable)
        && plain(text).is_none()
        && !is_old_boolean(text);
    if means_itself { text.to_owned() } else { quoted(text) }
}

/// What YAML 1.1 takes for true or false.
fn is_old_boolean(text: &str) -> bool {
    ["y", "n", "yes", "no", "on", "off"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A JSON string is a YAML one, but for characters that YAML does not print.
fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    for char in json_text(text).chars() {
        match is_printable(char) {
            true => quoted.push(char),
            false => quoted.push_str(&format!("\\u{:04x}", u32::from(char))),
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r##"{
  "openapi": "3.1.0",
  "info": {"title": "no", "version": "1.10", "description": "a\nb\n", "x": "two\n\n  lines", "y": " x\ny"},
  "paths": {"/a": {"get": {"tags": ["a: b", "# c", "- d", "", "null", "0x1f", "12:30", "é", "\u2028\u0085\ttab"],
    "responses": {"200": {"description": "e\\\"f"}}}}},
  "list": [[1, [2.50, -1e3]], {}, [], {"a": {"b": [{"c": null, "d": true}]}}, "x\r\ny", "ends\n\n"],
  "true": false, "*a": "&b", "!c": "%d", "@e": "`f", "k: ": ": v"
}"##;

    fn value(json: &str) -> serde_json::Value {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn there_and_back_is_the_same() {
        let long = format!("{{\"{}\": {{\"a\": [1]}}}}", "k".repeat(1500));
        for json in [JSON, &long, "{}", "[]", "{\"a\": {}}"] {
            let yaml = to_yaml(json.as_bytes()).unwrap();
            let back = to_json(yaml.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{yaml}"));
            assert_eq!(value(&back), value(json), "{yaml}");
            assert_eq!(value(&to_json(json.as_bytes()).unwrap()), value(json));
        }
    }

    #[test]
    fn yaml_is_for_people() {
        let json = r#"{"openapi": "3.1.0", "info": {"title": "Pets", "description": "One.\n\nTwo."},
            "paths": {"/pets": {"get": {"tags": ["pets"], "responses": {"200": {"$ref": "./a#/b"}}}}}, "servers": [{"url": "/"}, {"url": "https://a.example"}]}"#;
        let yaml = "openapi: \"3.1.0\"\ninfo:\n  title: Pets\n  description: |-\n    One.\n\n    Two.\npaths:\n  /pets:\n    get:\n      tags:\n        - pets\n      responses:\n        \"200\":\n          $ref: \"./a#/b\"\nservers:\n  - url: /\n  - url: https://a.example";
        assert_eq!(to_yaml(json.as_bytes()).unwrap(), yaml);
    }
}
