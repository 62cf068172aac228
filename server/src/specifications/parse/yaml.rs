//! YAML 1.2 to a tree, from the events of the parser that `serde-saphyr` is built on.
//!
//! Reading events instead of deserialising keeps the text of keys (`200:`, `on:`, `no:`) and of numbers
//! (`version: 1.10`), knows every line, and makes an alias a shared part instead of a copy.

use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, Tag};

use super::builder::{Builder, Weight};
use super::limits::{MAX_ANCHORS, MAX_DEPTH};
use super::node::{Node, Value};
use super::number;
use super::refused::Refused;

pub fn read(text: &str, builder: Builder<'_>) -> Result<Node, Refused> {
    let mut reader =
        Reader { builder, anchors: HashMap::new(), open_anchors: Vec::new(), line: 1, column: 1 };
    for event in Parser::new_from_str_with_options(text, options()) {
        let (event, span) = event.map_err(|error| syntax_error(&error))?;
        reader.line = u32::try_from(span.start.line()).unwrap_or(u32::MAX);
        reader.column = u32::try_from(span.start.col() + 1).unwrap_or(u32::MAX);
        if matches!(event, Event::DocumentEnd) {
            break;
        }
        reader.event(event)?;
    }
    reader.builder.finish().ok_or(Refused::Empty)
}

fn options() -> Options {
    // The builder refuses deep nesting with a better message; this is the net below it.
    granit_parser::options! { flow_nesting_limit: MAX_DEPTH + 8, block_nesting_limit: MAX_DEPTH + 8, emit_comments: false }
}

fn syntax_error(error: &ScanError) -> Refused {
    let line = u32::try_from(error.marker().line()).unwrap_or(u32::MAX);
    let column = u32::try_from(error.marker().col() + 1).unwrap_or(u32::MAX);
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => Refused::TooDeep { line },
        _ => Refused::Syntax { syntax: "YAML", problem: error.info(), line, column },
    }
}

struct Reader<'m> {
    builder: Builder<'m>,
    anchors: HashMap<usize, (Node, Weight)>,
    /// The anchor of every open collection, 0 for none.
    open_anchors: Vec<usize>,
    line: u32,
    column: u32,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>) -> Result<(), Refused> {
        match event {
            Event::Scalar(text, ..) if self.builder.expects_key() => self.builder.key(self.line, &text),
            Event::Scalar(text, style, anchor, tag) => self.scalar(&text, style, anchor, tag.as_deref()),
            Event::Alias(anchor) if self.builder.expects_key() => self.alias_as_key(anchor),
            Event::Alias(anchor) => self.alias(anchor),
            Event::SequenceStart(..) | Event::MappingStart(..) if self.builder.expects_key() => {
                Err(self.problem("a list or object cannot be a key"))
            }
            Event::SequenceStart(_, anchor, _) => {
                self.open_anchors.push(anchor);
                self.builder.begin_array(self.line)
            }
            Event::MappingStart(_, anchor, _) => {
                self.open_anchors.push(anchor);
                self.builder.begin_object(self.line)
            }
            Event::SequenceEnd => self.end(),
            Event::MappingEnd => {
                self.builder.merge_keys();
                self.end()
            }
            _ => Ok(()),
        }
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
    ) -> Result<(), Refused> {
        let is_text = style != ScalarStyle::Plain || tag.and_then(Tag::core_suffix) == Some("str");
        let node = match plain(text) {
            Some(value) if !is_text => self.builder.scalar(self.line, value)?,
            _ => self.builder.text(self.line, text)?,
        };
        self.anchor(anchor, (node, Weight::of_scalar(text)))
    }

    fn end(&mut self) -> Result<(), Refused> {
        let finished = self.builder.end();
        match (self.open_anchors.pop(), finished) {
            (Some(anchor), Some(finished)) => self.anchor(anchor, finished),
            _ => Ok(()),
        }
    }

    fn anchor(&mut self, anchor: usize, part: (Node, Weight)) -> Result<(), Refused> {
        if self.anchors.len() >= MAX_ANCHORS {
            return Err(Refused::TooManyAnchors { line: self.line });
        }
        if anchor > 0 {
            self.anchors.insert(anchor, part);
        }
        Ok(())
    }

    fn alias(&mut self, anchor: usize) -> Result<(), Refused> {
        match self.anchors.get(&anchor) {
            Some((node, weight)) => self.builder.alias(self.line, node, *weight),
            None => Err(self.problem("an alias stands inside the part that it repeats")),
        }
    }

    fn alias_as_key(&mut self, anchor: usize) -> Result<(), Refused> {
        let key = self.anchors.get(&anchor).and_then(|(node, _)| node.as_unquoted());
        match key.map(str::to_owned) {
            Some(key) => self.builder.key(self.line, &key),
            None => Err(self.problem("a list or object cannot be a key")),
        }
    }

    fn problem(&self, problem: &str) -> Refused {
        Refused::Syntax { syntax: "YAML", problem: problem.to_owned(), line: self.line, column: self.column }
    }
}

/// The core schema (YAML 1.2 §10.3.2). `yes`, `no`, `on` and `off` are text, as in no older version.
pub fn plain(text: &str) -> Option<Value> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Some(Value::Null),
        "true" | "True" | "TRUE" => Some(Value::Bool(true)),
        "false" | "False" | "FALSE" => Some(Value::Bool(false)),
        _ => number::from_yaml(text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::message::Messages;
    use super::*;

    fn yaml(text: &str) -> Result<Node, Refused> {
        read(text, Builder::new(&mut Messages::default()))
    }

    #[test]
    fn keys_are_text() {
        let node = yaml("200: a\non: b\nno: c\n2020-01-01: d\n1.10: e\n~: f\ntrue: g\n").unwrap();
        let keys: Vec<_> = node.as_object().unwrap().keys().map(|key| &**key).collect();
        assert_eq!(keys, ["200", "on", "no", "2020-01-01", "1.10", "~", "true"]);
    }

    #[test]
    fn norway_is_a_country_and_versions_keep_their_zero() {
        let node = yaml("country: NO\nversion: 1.10\nquoted: '1.10'\ntagged: !!str 5\nempty:\n").unwrap();
        assert_eq!(node.text("country"), Some("NO"));
        assert!(matches!(&node.get("version").unwrap().value, Value::Number(number) if &**number == "1.10"));
        assert_eq!(node.text("quoted"), Some("1.10"));
        assert_eq!(node.text("tagged"), Some("5"));
        assert!(node.get("empty").unwrap().is_null());
    }

    #[test]
    fn aliases_and_merge_keys_repeat_parts() {
        let node = yaml("base: &base {a: 1, b: 2}\ncopy: *base\nmerged:\n  <<: *base\n  b: 3\n").unwrap();
        assert_eq!(node.get("copy").unwrap().get("a").unwrap().as_unquoted(), Some("1"));
        assert_eq!(node.get("merged").unwrap().get("a").unwrap().as_unquoted(), Some("1"));
        assert_eq!(node.get("merged").unwrap().get("b").unwrap().as_unquoted(), Some("3"));
    }

    #[test]
    fn refuses_an_alias_bomb() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..20 {
            let below = level - 1;
            bomb += &format!("a{level}: &a{level} [{}]\n", vec![format!("*a{below}"); 10].join(", "));
        }
        assert!(matches!(yaml(&bomb), Err(Refused::TooManyNodes { .. })));
    }

    #[test]
    fn refuses_aliases_that_nest_too_deep() {
        let mut chain = String::from("a0: &a0 [x]\n");
        for level in 1..200 {
            chain += &format!("a{level}: &a{level} [*a{}]\n", level - 1);
        }
        assert!(matches!(yaml(&chain), Err(Refused::TooDeep { .. })));
        assert!(matches!(yaml("a: &a [*a]"), Err(Refused::Syntax { .. })));
    }
}
