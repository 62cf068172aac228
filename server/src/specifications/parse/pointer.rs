//! Places in a document, as JSON Pointers (RFC 6901) in URI fragments: `#/paths/~1pets/get`.

use std::fmt;

use super::node::{Node, Value};

/// Where a walk over the document stands. Lives on the stack, and becomes text only when a message needs it.
#[derive(Debug, Clone, Copy)]
pub enum Place<'p> {
    Root,
    /// Reached through a reference.
    At(&'p str),
    Key(&'p Self, &'p str),
    Index(&'p Self, usize),
}

impl<'p> Place<'p> {
    pub fn key(&'p self, key: &'p str) -> Self {
        Self::Key(self, key)
    }

    /// One level up, where that is known.
    pub fn parent(&self) -> Self {
        match self {
            Self::Key(parent, _) | Self::Index(parent, _) => **parent,
            Self::Root | Self::At(_) => *self,
        }
    }

    pub fn index(&'p self, index: usize) -> Self {
        Self::Index(self, index)
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("#"),
            Self::At(pointer) => f.write_str(pointer),
            Self::Key(parent, key) => write!(f, "{parent}/{}", escape(key)),
            Self::Index(parent, index) => write!(f, "{parent}/{index}"),
        }
    }
}

fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// What a `$ref` leads to.
#[derive(Debug)]
pub enum Target<'d> {
    /// A part of this document, with its pointer in the one canonical spelling.
    Found { node: &'d Node, pointer: String },
    /// This document has nothing there.
    Missing,
    /// Another file or address. Never fetched.
    Elsewhere,
}

/// How often a pointer may pass through further references: `#/components/responses/A/content` where A is a
/// reference itself.
const MAX_HOPS: usize = 8;

/// Finds what a reference leads to (OpenAPI 3.0 §4.7.23, 3.1 §4.8.23).
pub fn resolve<'d>(root: &'d Node, reference: &str) -> Target<'d> {
    if reference.is_empty() || !reference.starts_with('#') {
        return Target::Elsewhere;
    }
    match follow(root, reference, MAX_HOPS) {
        Some((node, pointer)) => Target::Found { node, pointer },
        None => Target::Missing,
    }
}

fn follow<'d>(root: &'d Node, reference: &str, hops: usize) -> Option<(&'d Node, String)> {
    let path = reference.strip_prefix("#/")?;
    let (mut node, mut pointer) = (root, String::from("#"));
    for step in path.split('/') {
        let key = percent_decoded(step).replace("~1", "/").replace("~0", "~");
        if child(node, &key).is_none()
            && let Some(inner) = node.text("$ref")
        {
            (node, pointer) = follow(root, inner, hops.checked_sub(1)?)?;
        }
        node = child(node, &key)?;
        pointer = Place::At(&pointer).key(&key).to_string();
    }
    Some((node, pointer))
}

fn child<'d>(node: &'d Node, key: &str) -> Option<&'d Node> {
    match &node.value {
        Value::Object(object) => object.get(key),
        Value::Array(items) => items.get(key.parse::<usize>().ok()?),
        _ => None,
    }
}

/// `%7B` → `{`. What is not a valid escape stays as it is.
fn percent_decoded(step: &str) -> String {
    if !step.contains('%') {
        return step.to_owned();
    }
    let mut decoded = Vec::with_capacity(step.len());
    let mut rest = step.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let escape = (first == b'%').then(|| after.get(..2)).flatten().and_then(hex);
        decoded.push(escape.unwrap_or(first));
        rest = if escape.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| step.to_owned())
}

fn hex(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// The longest beginning of a pointer that exists in the document: what was made up while converting OpenAPI 2.0
/// is reported at the part it was made from.
pub fn nearest_existing(root: &Node, pointer: &str) -> String {
    let mut node = root;
    let mut end = pointer.len().min(1);
    for step in pointer.split('/').skip(1) {
        match child(node, &step.replace("~1", "/").replace("~0", "~")) {
            Some(next) => node = next,
            None => break,
        }
        end += 1 + step.len();
    }
    pointer.get(..end).unwrap_or(pointer).to_owned()
}
