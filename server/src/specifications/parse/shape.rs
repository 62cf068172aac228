//! How the tables of `objects.rs` describe the parts of a document.

use super::node::{Node, Object};

/// What a field may hold.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Kept as it is.
    Any,
    Text,
    Bool,
    Number,
    /// Text, or a list of texts: `type` of a schema.
    Texts,
    /// One of the objects of the specification.
    Object(&'static Shape),
    List(&'static Self),
    Map(&'static Self),
    /// A schema: an object, or `true` or `false` (OpenAPI 3.1 §4.8.24).
    Schema,
    /// A schema or a list of them: `items` before JSON Schema 2020-12.
    Schemas,
    /// Schemas by the name of a property, worth finding in a search.
    Properties,
    /// The `$ref` of a schema. Stays, in its canonical spelling.
    SchemaReference,
}

/// One object of the specification.
#[derive(Debug)]
pub struct Shape {
    /// As the specification names it, for messages.
    pub name: &'static str,
    pub fields: &'static [(&'static str, Kind)],
    /// What fields that are not listed hold: status codes of responses, paths of callbacks.
    pub others: Others,
    /// Whether `$ref` is replaced by what it leads to.
    pub referable: bool,
    /// The field meant when there is text in place of the object.
    pub shorthand: Option<&'static str>,
    /// What is written in place of an object as it stands in the document, whose root comes first.
    pub prepared: Option<Prepare>,
}

pub type Prepare = fn(&Node, &Object) -> Object;

#[derive(Debug, Clone, Copy)]
pub enum Others {
    /// Not in the specification: reported and left out.
    Unknown,
    /// Allowed and kept, as in JSON Schema.
    Kept,
    Are(Kind),
}

impl Shape {
    pub const fn new(name: &'static str, fields: &'static [(&'static str, Kind)]) -> Self {
        Self { name, fields, others: Others::Unknown, referable: false, shorthand: None, prepared: None }
    }

    pub const fn referable(self) -> Self {
        Self { referable: true, ..self }
    }

    pub const fn others(self, others: Others) -> Self {
        Self { others, ..self }
    }

    pub const fn shorthand(self, field: &'static str) -> Self {
        Self { shorthand: Some(field), ..self }
    }

    pub const fn prepared(self, prepare: Prepare) -> Self {
        Self { prepared: Some(prepare), ..self }
    }

    /// What a field of this name holds; `None` when the specification does not know it. Vendor extensions may hold
    /// anything (3.1 §4.9), except those that readers rely on, which are listed like any other field.
    pub fn kind_of(&self, field: &str) -> Option<Kind> {
        let listed = self.fields.iter().find(|(name, _)| *name == field).map(|(_, kind)| *kind);
        listed.or_else(|| match self.others {
            _ if field.starts_with("x-") => Some(Kind::Any),
            Others::Unknown => None,
            Others::Kept => Some(Kind::Any),
            Others::Are(kind) => Some(kind),
        })
    }
}
