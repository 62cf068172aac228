//! References (OpenAPI 3.1 §4.8.23): shared parts are filled in where they are used, so that an operation can be
//! shown without loading anything else; schemas stay references, because they recur and are shown level by level.
//!
//! A reference also stays where filling in would not end (it leads to itself) or would cost too much. Readers
//! therefore must expect `{"$ref": …}` in place of any shared part, and find a row under that pointer.

use super::limits::{COST_OF_A_REFERENCE, MAX_INLINED, MAX_INLINED_PER_OPERATION};
use super::message::quoted;
use super::node::{Node, Object};
use super::pointer::{Place, Target, resolve};
use super::shape::{Kind, Shape};
use super::writer::Writer;

/// What has been filled in so far.
#[derive(Debug, Default)]
pub struct Inlined {
    /// Pointers being filled in right now, outermost first.
    open: Vec<String>,
    bytes_in_part: usize,
    bytes: usize,
}

impl Inlined {
    pub fn next_part(&mut self) {
        self.bytes_in_part = 0;
    }

    fn has_room(&self) -> bool {
        self.bytes_in_part < MAX_INLINED_PER_OPERATION && self.bytes < MAX_INLINED
    }

    fn charge(&mut self, bytes: usize) {
        self.bytes_in_part += bytes;
        self.bytes += bytes;
    }
}

impl Writer<'_, '_> {
    pub(super) fn object_or_reference(
        &mut self,
        object: &Object,
        shape: &'static Shape,
        line: u32,
        place: &Place<'_>,
    ) -> bool {
        match object.get("$ref").and_then(Node::as_text) {
            Some(reference) if shape.referable => self.reference(reference, object, shape, line, place),
            _ => self.object(object, shape, place),
        }
    }

    fn reference(
        &mut self,
        reference: &str,
        beside: &Object,
        shape: &'static Shape,
        line: u32,
        place: &Place<'_>,
    ) -> bool {
        let root = self.root;
        match resolve(root, reference) {
            Target::Found { node, pointer } => self.fill_in(node, pointer, beside, shape, line, place),
            Target::Missing => {
                self.leads_nowhere(reference, line, place);
                self.stay(reference)
            }
            Target::Elsewhere => {
                self.not_fetched(reference, line, place);
                self.stay(reference)
            }
        }
    }

    fn fill_in(
        &mut self,
        target: &Node,
        pointer: String,
        beside: &Object,
        shape: &'static Shape,
        line: u32,
        place: &Place<'_>,
    ) -> bool {
        if self.inlined.open.contains(&pointer) {
            self.messages.warning(line, place, format!("`{}` contains itself.", quoted(&pointer)));
            return self.stay_wanted(pointer, shape);
        }
        if !self.inlined.has_room() {
            self.messages.warning(line, place, "Shared parts are too large to be filled in here.");
            return self.stay_wanted(pointer, shape);
        }
        let Some(object) = target.as_object() else {
            return self.value(target, &Kind::Object(shape), &Place::At(&pointer));
        };
        let start = self.out.len();
        self.inlined.open.push(pointer.clone());
        let written = match object.contains_key("$ref") {
            true => self.value(target, &Kind::Object(shape), &Place::At(&pointer)),
            false => self.merged(object, beside, shape, &Place::At(&pointer), place),
        };
        self.inlined.open.pop();
        self.inlined.charge(self.out.len().saturating_sub(start) + COST_OF_A_REFERENCE);
        written
    }

    /// A summary or description beside the reference stands before that of the target (3.1 §4.8.23).
    fn merged(
        &mut self,
        target: &Object,
        beside: &Object,
        shape: &'static Shape,
        target_place: &Place<'_>,
        place: &Place<'_>,
    ) -> bool {
        let overrides = |key: &str| matches!(key, "summary" | "description") && shape.kind_of(key).is_some();
        self.out.open('{');
        self.members(beside, shape, place, overrides);
        let target = self.prepared(target, shape);
        self.members(&target, shape, target_place, |key| !(overrides(key) && beside.contains_key(key)));
        self.out.close('}');
        true
    }

    fn stay_wanted(&mut self, pointer: String, shape: &'static Shape) -> bool {
        let written = self.stay(&pointer);
        self.wanted.entry(pointer).or_insert(Kind::Object(shape));
        written
    }

    fn stay(&mut self, reference: &str) -> bool {
        self.out.open('{');
        self.out.key("$ref");
        self.out.quoted(reference);
        self.out.close('}');
        true
    }

    pub(super) fn schema_reference(&mut self, reference: &str, line: u32, place: &Place<'_>) -> bool {
        let root = self.root;
        match resolve(root, reference) {
            Target::Found { pointer, .. } => {
                self.out.quoted(&pointer);
                self.mention(pointer);
            }
            Target::Missing => {
                self.leads_nowhere(reference, line, place);
                self.out.quoted(reference);
            }
            Target::Elsewhere => {
                self.not_fetched(reference, line, place);
                self.out.quoted(reference);
            }
        }
        true
    }

    fn mention(&mut self, schema: String) {
        if !self.mentions.schemas.contains(&schema) {
            self.wanted.entry(schema.clone()).or_insert(Kind::Schema);
            self.mentions.schemas.insert(schema);
        }
    }

    /// Says why a reference cannot be followed.
    pub(super) fn unresolved(&mut self, node: &Node, place: &Place<'_>) {
        let reference = node.text("$ref").unwrap_or_default();
        match resolve(self.root, reference) {
            Target::Found { .. } => {
                let text = format!("`{}` leads back to itself or to nothing.", quoted(reference));
                self.messages.error(node.line, place, text);
            }
            Target::Missing => self.leads_nowhere(reference, node.line, place),
            Target::Elsewhere => self.not_fetched(reference, node.line, place),
        }
    }

    fn leads_nowhere(&mut self, reference: &str, line: u32, place: &Place<'_>) {
        self.messages.error(line, place, format!("`{}` leads to nothing.", quoted(reference)));
    }

    fn not_fetched(&mut self, reference: &str, line: u32, place: &Place<'_>) {
        let text =
            format!("`{}` is outside this document and is not fetched. Bundle it in.", quoted(reference));
        self.messages.warning(line, place, text);
    }
}
