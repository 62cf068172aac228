//! The parameters of a channel's address.

use std::rc::Rc;

use indexmap::IndexSet;

use super::async_objects::PARAMETER;
use super::exchanges::{Exchange, located};
use super::message::quoted;
use super::node::{Node, Value};
use super::pointer::Place;
use super::shape::Kind;
use super::writer::Writer;

/// "Parameters Object": what `{name}` in the address stands for.
pub fn write(writer: &mut Writer<'_, '_>, exchange: &Exchange, names: &mut IndexSet<String>) {
    let channel = &exchange.channel;
    let at = Place::At(&channel.pointer);
    let place = at.key("parameters");
    let node = channel.object.get("parameters").filter(|node| !node.is_null());
    let map = node.and_then(Node::as_object);
    if let (Some(node), None) = (node, map) {
        let text = format!("`parameters` should be an object, but is {}; left out.", node.kind());
        writer.messages.error(node.line, &place, text);
    }
    let line = node.or_else(|| channel.object.get("address")).map_or(exchange.line, |node| node.line);
    let address = channel.address.as_deref().unwrap_or_default();
    let named = address.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
    for name in named {
        if map.is_none_or(|map| !map.contains_key(name)) && writer.may_look() {
            let text = format!("The address names `{{{}}}`, but there is no such parameter.", quoted(name));
            writer.messages.warning(line, &at, text);
        }
    }
    let Some(map) = map.filter(|map| !map.is_empty()) else { return };
    writer.out.key("parameters");
    writer.out.open('[');
    for (name, node) in map.iter().filter(|(name, _)| !name.starts_with("x-")) {
        if !writer.may_look() {
            break;
        }
        names.insert(name.to_string());
        let place = place.key(name);
        let Some((target, at)) = located(writer.root, node, place.to_string()) else {
            writer.unresolved(node, &place);
            continue;
        };
        writer.item(&parameter(name, &target), &Kind::Object(&PARAMETER), &Place::At(&at));
    }
    writer.out.close(']');
}

/// "Parameter Object": since 3.0 it is text, and its limits stand in itself.
fn parameter(name: &str, node: &Node) -> Node {
    let Some(object) = node.as_object() else { return node.clone() };
    let mut parameter = object.clone();
    let limits: Vec<_> = ["enum", "default", "examples"]
        .into_iter()
        .filter_map(|key| parameter.shift_remove_entry(key))
        .collect();
    if !object.contains_key("schema") {
        let kind = [("type".into(), Node::from_text(node.line, "string"))];
        parameter.insert("schema".into(), Node::from_entries(node.line, kind.into_iter().chain(limits)));
    }
    let own = [
        ("name", Node::from_text(node.line, name)),
        ("in", Node::from_text(node.line, "channel")),
        ("required", Node::new(node.line, Value::Bool(true))),
    ];
    parameter.extend(own.into_iter().map(|(key, node)| (key.into(), node)));
    Node::new(node.line, Value::Object(Rc::new(parameter)))
}
