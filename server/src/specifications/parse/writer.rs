//! Writes parts of a document as JSON text that readers can rely on.
//!
//! One walk over a part, guided by the tables of `objects.rs`, does all of it: what has the wrong type is reported
//! and left out, so that every field that *is* there has the type of the specification; shared parts are filled in
//! (`references.rs`); schemas keep their references, in canonical spelling.

use std::borrow::Cow;

use indexmap::{IndexMap, IndexSet};

use super::limits::{MAX_DEPTH, MAX_LOOKED_AT, MAX_OUTPUT};
use super::message::{Messages, quoted};
use super::node::{Node, Object, Value};
use super::output::Output;
use super::pointer::Place;
use super::references::Inlined;
use super::refused::Refused;
use super::shape::{Kind, Shape};

pub struct Writer<'d, 'm> {
    pub(super) root: &'d Node,
    pub messages: &'m mut Messages,
    pub out: Output,
    pub(super) depth: usize,
    pub(super) inlined: Inlined,
    /// Parts that references still point to, to be kept as rows of their own.
    pub(super) wanted: IndexMap<String, Kind>,
    pub(super) mentions: Mentions,
    /// Bytes handed out so far.
    written: usize,
    looked_at: usize,
}

/// What a part mentions: for search, and to know which parts a change concerns.
#[derive(Debug, Default, Clone)]
pub struct Mentions {
    /// Names of properties, in order of appearance.
    pub fields: IndexSet<String>,
    /// Pointers of schemas.
    pub schemas: IndexSet<String>,
}

impl<'d, 'm> Writer<'d, 'm> {
    pub fn new(root: &'d Node, messages: &'m mut Messages) -> Self {
        Self {
            root,
            messages,
            out: Output::default(),
            depth: 0,
            inlined: Inlined::default(),
            wanted: IndexMap::new(),
            mentions: Mentions::default(),
            written: 0,
            looked_at: 0,
        }
    }

    /// The text written since the last time, and what it mentions.
    pub fn take(&mut self) -> Result<(String, Mentions), Refused> {
        let text = self.out.take();
        self.written += text.len();
        self.inlined.next_part();
        if self.is_exhausted() {
            return Err(Refused::TooMuchOutput);
        }
        Ok((text, std::mem::take(&mut self.mentions)))
    }

    fn is_exhausted(&self) -> bool {
        self.written + self.out.len() > MAX_OUTPUT || self.looked_at > MAX_LOOKED_AT
    }

    /// Accounts for one more look at something that many operations share. `false`: that was one too many.
    pub fn may_look(&mut self) -> bool {
        self.looked_at += 1;
        self.looked_at <= MAX_LOOKED_AT
    }

    /// The same for an object with so many members, of which not all may be written.
    pub fn may_look_through(&mut self, members: usize) -> bool {
        const MEMBERS_OF_A_LOOK: usize = 64;
        self.looked_at += members / MEMBERS_OF_A_LOOK;
        self.may_look()
    }

    /// A key with its value. `false`: the value was left out, and the key with it.
    pub fn member(&mut self, key: &str, node: &Node, kind: &Kind, place: &Place<'_>) -> bool {
        let mark = self.out.len();
        self.out.key(key);
        let written = self.value(node, kind, place);
        if !written {
            self.out.take_back(mark);
        }
        written
    }

    /// An item of a list. `false`: it was left out.
    pub fn item(&mut self, node: &Node, kind: &Kind, place: &Place<'_>) -> bool {
        let mark = self.out.len();
        self.out.separate();
        let written = self.value(node, kind, place);
        if !written {
            self.out.take_back(mark);
        }
        written
    }

    /// A value; what it wrote when it returns `false` must be taken back.
    pub fn value(&mut self, node: &Node, kind: &Kind, place: &Place<'_>) -> bool {
        if self.is_exhausted() {
            return false;
        }
        if self.depth >= MAX_DEPTH {
            return self.too_deep(node, place);
        }
        self.depth += 1;
        let written = self.value_of_kind(node, kind, place);
        self.depth -= 1;
        written
    }

    fn value_of_kind(&mut self, node: &Node, kind: &Kind, place: &Place<'_>) -> bool {
        match (kind, &node.value) {
            (Kind::Any, _) => self.as_it_is(node, place),
            // `description:` without a value is the same as no description.
            (_, Value::Null) => false,
            (Kind::Text | Kind::Texts, Value::Text(text)) => self.text(text),
            (Kind::Text, Value::Number(_) | Value::Bool(_)) => self.unquoted_text(node, place),
            (Kind::Bool, _) => self.bool(node, place),
            (Kind::Number, Value::Number(_)) => self.as_it_is(node, place),
            (Kind::Schema | Kind::Schemas, Value::Bool(_)) => self.as_it_is(node, place),
            (Kind::Schema | Kind::Schemas, Value::Object(object)) => {
                self.object(object, &super::objects::SCHEMA, place)
            }
            (Kind::Schemas, Value::Array(items)) => self.list(items, &Kind::Schema, place),
            (Kind::Texts, Value::Array(items)) => self.list(items, &Kind::Text, place),
            (Kind::List(kind), Value::Array(items)) => self.list(items, kind, place),
            (Kind::Map(kind), Value::Object(object)) => self.map(object, kind, place),
            (Kind::Properties, Value::Object(object)) => self.properties(object, place),
            (Kind::SchemaReference, Value::Text(reference)) => {
                self.schema_reference(reference, node.line, place)
            }
            (Kind::Object(shape), Value::Object(object)) => {
                self.object_or_reference(object, shape, node.line, place)
            }
            (Kind::Object(Shape { shorthand: Some(field), .. }), Value::Text(text)) => {
                self.shorthand(field, text, node.line, place)
            }
            _ => self.wrong_type(node, kind, place),
        }
    }

    fn text(&mut self, text: &str) -> bool {
        self.out.quoted(text);
        true
    }

    fn as_it_is(&mut self, node: &Node, place: &Place<'_>) -> bool {
        self.out.node(node, MAX_DEPTH - self.depth + 1) || self.too_deep(node, place)
    }

    /// `version: 1.0`, `summary: 404`: the quotes are missing, the text is clear.
    fn unquoted_text(&mut self, node: &Node, place: &Place<'_>) -> bool {
        self.messages.warning(node.line, place, "This should be text: put it in quotes.");
        self.text(node.as_unquoted().unwrap_or_default())
    }

    fn bool(&mut self, node: &Node, place: &Place<'_>) -> bool {
        let Some(value) = node.as_bool() else {
            return self.wrong_type(node, &Kind::Bool, place);
        };
        if node.as_text().is_some() {
            self.messages.warning(node.line, place, "This should be true or false, without quotes.");
        }
        self.out.raw(if value { "true" } else { "false" });
        true
    }

    fn list(&mut self, items: &[Node], kind: &Kind, place: &Place<'_>) -> bool {
        self.out.open('[');
        for (index, item) in items.iter().enumerate() {
            self.item(item, kind, &place.index(index));
        }
        self.out.close(']');
        true
    }

    fn map(&mut self, object: &Object, kind: &Kind, place: &Place<'_>) -> bool {
        self.out.open('{');
        for (key, value) in object {
            self.member(key, value, kind, &place.key(key));
        }
        self.out.close('}');
        true
    }

    fn properties(&mut self, object: &Object, place: &Place<'_>) -> bool {
        self.mentions.fields.extend(object.keys().map(|name| name.to_string()));
        self.map(object, &Kind::Schema, place)
    }

    fn shorthand(&mut self, field: &str, text: &str, line: u32, place: &Place<'_>) -> bool {
        if field != "propertyName" {
            self.messages.warning(line, place, format!("This should be an object with `{field}`."));
        }
        self.out.open('{');
        self.out.key(field);
        self.out.quoted(text);
        self.out.close('}');
        true
    }

    pub(super) fn object(&mut self, object: &Object, shape: &'static Shape, place: &Place<'_>) -> bool {
        self.out.open('{');
        self.members(&self.prepared(object, shape), shape, place, |_| true);
        self.out.close('}');
        true
    }

    pub(super) fn prepared<'o>(&self, object: &'o Object, shape: &Shape) -> Cow<'o, Object> {
        match shape.prepared {
            Some(prepare) => Cow::Owned(prepare(self.root, object)),
            None => Cow::Borrowed(object),
        }
    }

    /// The members of an object, without the braces.
    pub fn members(
        &mut self,
        object: &Object,
        shape: &Shape,
        place: &Place<'_>,
        include: impl Fn(&str) -> bool,
    ) {
        for (key, value) in object.iter().filter(|(key, _)| include(key)) {
            match shape.kind_of(key) {
                Some(kind) => {
                    self.member(key, value, &kind, &place.key(key));
                }
                None => {
                    let text = format!("`{}` is not a field of the {}; left out.", quoted(key), shape.name);
                    self.messages.warning(value.line, &place.key(key), text);
                }
            }
        }
    }

    fn wrong_type(&mut self, node: &Node, kind: &Kind, place: &Place<'_>) -> bool {
        let text = format!("This should be {}, but is {}; left out.", expected(kind), node.kind());
        self.messages.error(node.line, place, text);
        false
    }

    fn too_deep(&mut self, node: &Node, place: &Place<'_>) -> bool {
        self.messages.error(
            node.line,
            place,
            "This nests too deep once shared parts are filled in; left out.",
        );
        false
    }
}

fn expected(kind: &Kind) -> String {
    match kind {
        Kind::Any => "a value".into(),
        Kind::Text | Kind::SchemaReference => "text".into(),
        Kind::Bool => "true or false".into(),
        Kind::Number => "a number".into(),
        Kind::Texts => "text or a list of texts".into(),
        Kind::List(_) => "a list".into(),
        Kind::Map(_) | Kind::Properties => "an object".into(),
        Kind::Schema => "a schema".into(),
        Kind::Schemas => "a schema or a list of schemas".into(),
        Kind::Object(shape) => format!("an object ({})", shape.name),
    }
}
