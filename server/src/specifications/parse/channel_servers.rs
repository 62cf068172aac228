//! Where a channel is reached, and what is asked for there.

use std::collections::HashSet;

use super::async_overview::security;
use super::exchanges::{Channel, last};
use super::message::quoted;
use super::node::Node;
use super::parameters::followed;
use super::pointer::{Place, Target, resolve};
use super::writer::Writer;

/// Kinds of authentication of one server that count.
const MAX_WAYS: usize = 50;

/// The servers of a channel, by name in 2.x and by reference in 3.0; none named: all of them.
pub fn of(writer: &mut Writer<'_, '_>, channel: &Channel) -> Vec<(String, Node, String)> {
    let root = writer.root;
    let all = root.get("servers").and_then(Node::as_object);
    let at = Place::At(&channel.pointer);
    let place = at.key("servers");
    let named = channel.object.get("servers").and_then(Node::as_array).unwrap_or_default();
    let mut found = Vec::new();
    for (index, node) in named.iter().enumerate() {
        if !writer.may_look() {
            break;
        }
        let reference = node.as_text().map(|name| Place::Root.key("servers").key(name).to_string());
        let reference = reference.or_else(|| node.text("$ref").map(str::to_owned)).unwrap_or_default();
        match resolve(root, &reference) {
            Target::Found { node, pointer } => {
                let name = last(&pointer);
                found.push((name, node.clone(), pointer));
            }
            _ => {
                let text = format!("The server `{}` is not in this document.", quoted(&last(&reference)));
                writer.messages.error(node.line, &place.index(index), text);
            }
        }
    }
    if found.is_empty() {
        let every = all.into_iter().flatten().filter(|(name, _)| !name.starts_with("x-"));
        found = every
            .take_while(|_| writer.may_look())
            .map(|(name, node)| {
                (name.to_string(), node.clone(), Place::Root.key("servers").key(name).to_string())
            })
            .collect();
    }
    found
}

/// What servers ask for, where the operation asks for nothing else.
pub fn security_of(root: &Node, servers: &[(String, Node, String)]) -> Option<Node> {
    let mut ways: Vec<Node> = Vec::new();
    let mut seen = HashSet::new();
    for (_, node, _) in servers {
        let Some(node) = followed(root, node).and_then(|server| server.get("security")) else { continue };
        let node = security(node);
        for way in node.as_array().unwrap_or_default().iter().take(MAX_WAYS) {
            let names: Vec<_> =
                way.as_object().into_iter().flatten().map(|(name, _)| name.to_string()).collect();
            if seen.insert(names) {
                ways.push(way.clone());
            }
        }
    }
    let line = ways.first()?.line;
    Some(Node::from_items(line, ways))
}
