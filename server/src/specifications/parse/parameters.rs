//! The parameters of an operation: its own and those of its path (OpenAPI 3.1 §4.8.9, §4.8.10).

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};

use super::message::quoted;
use super::node::{Node, Object};
use super::objects::PARAMETER;
use super::pointer::{Place, Target, resolve};
use super::shape::Kind;
use super::writer::Writer;

pub struct Parameters<'n> {
    list: Vec<(&'n Node, String)>,
    in_path: HashSet<String>,
    /// A reference could not be followed, so that nothing can be said about what is missing.
    has_unknown: bool,
    pub names: IndexSet<String>,
}

const MAX_REFERENCES: usize = 8;

impl<'n> Parameters<'n> {
    /// A parameter of the operation replaces the one of the path with the same name and place.
    pub fn merged(
        writer: &mut Writer<'_, '_>,
        item: &'n Object,
        operation: &'n Object,
        place: &Place<'_>,
    ) -> Self {
        let mut this =
            Self { list: Vec::new(), in_path: HashSet::new(), has_unknown: false, names: IndexSet::new() };
        let mut by_identity = IndexMap::new();
        for (from, place) in [(item, place.parent()), (operation, *place)] {
            let place = place.key("parameters");
            for (index, node) in list_of(writer, from, &place).iter().enumerate() {
                if !writer.may_look() {
                    break;
                }
                let place = place.index(index);
                if let Some(identity) = this.identity(writer, node, &place) {
                    by_identity.insert(identity, (node, place.to_string()));
                }
            }
        }
        this.in_path
            .extend(by_identity.keys().filter(|(_, within)| within == "path").map(|(name, _)| name.clone()));
        this.names.extend(
            by_identity.keys().filter(|(_, within)| !within.is_empty()).map(|(name, _)| name.clone()),
        );
        this.list = by_identity.into_values().collect();
        this
    }

    /// Name and place. A reference that leads nowhere is kept under its own text.
    fn identity(
        &mut self,
        writer: &mut Writer<'_, '_>,
        node: &Node,
        place: &Place<'_>,
    ) -> Option<(String, String)> {
        let Some(target) = followed(writer.root, node) else {
            self.has_unknown = true;
            return Some((node.text("$ref").unwrap_or_default().to_owned(), String::new()));
        };
        let field = |key: &str| target.get(key).and_then(Node::as_unquoted).map(str::to_owned);
        match (field("name"), field("in")) {
            (Some(name), Some(within)) => Some((name, within)),
            _ => {
                let text = "A parameter needs `name` and `in`; left out.";
                writer.messages.error(node.line, place, text);
                None
            }
        }
    }

    /// Every `{name}` in a path has a parameter (3.1 §4.8.12.1).
    pub fn check_path(&self, writer: &mut Writer<'_, '_>, path: &str, line: u32, place: &Place<'_>) {
        if self.has_unknown {
            return;
        }
        for name in path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name) {
            if !writer.may_look() || writer.messages.is_full() {
                break;
            }
            if !self.in_path.contains(name) {
                let text = format!("The path names `{{{}}}`, but there is no such parameter.", quoted(name));
                writer.messages.warning(line, place, text);
            }
        }
    }

    pub fn write(&self, writer: &mut Writer<'_, '_>) {
        if self.list.is_empty() {
            return;
        }
        writer.out.key("parameters");
        writer.out.open('[');
        for (node, pointer) in &self.list {
            writer.item(node, &Kind::Object(&PARAMETER), &Place::At(pointer));
        }
        writer.out.close(']');
    }
}

fn list_of<'n>(writer: &mut Writer<'_, '_>, from: &'n Object, place: &Place<'_>) -> &'n [Node] {
    let Some(node) = from.get("parameters").filter(|node| !node.is_null()) else { return &[] };
    node.as_array().unwrap_or_else(|| {
        let text = format!("`parameters` should be a list, but is {}; left out.", node.kind());
        writer.messages.error(node.line, place, text);
        &[]
    })
}

/// The parameter at the end of a chain of references.
pub fn followed<'n>(root: &'n Node, node: &'n Node) -> Option<&'n Node> {
    let mut node = node;
    for _ in 0..MAX_REFERENCES {
        let Some(reference) = node.text("$ref") else { return Some(node) };
        match resolve(root, reference) {
            Target::Found { node: next, .. } => node = next,
            Target::Missing | Target::Elsewhere => return None,
        }
    }
    None
}
