//! What readers see of an AsyncAPI document before its operations, in the words that OpenAPI has for it.

use std::rc::Rc;

use super::async_objects::{OVERVIEW, SERVER};
use super::node::{Node, Object, Value};
use super::parameters::followed;
use super::pointer::Place;
use super::shape::Kind;
use super::writer::Writer;

/// Protocols that are schemes of addresses too; others stand beside the address.
const SCHEMES: [&str; 13] = [
    "http", "https", "ws", "wss", "mqtt", "mqtts", "amqp", "amqps", "nats", "redis", "stomp", "stomps",
    "sftp",
];

/// Writes the members of the overview. Tags and further documentation belong to `info` since 3.0 ("Info Object").
pub fn members(writer: &mut Writer<'_, '_>) {
    let root = writer.root;
    let info = root.get("info");
    if let Some(own) = info.and_then(Node::as_object) {
        let place = Place::Root.key("info");
        let mut own = own.clone();
        let moved = ["tags", "externalDocs"].map(|key| (key, own.shift_remove(key)));
        let line = info.map_or(0, |info| info.line);
        member(writer, "info", &Node::new(line, Value::Object(Rc::new(own))), &place);
        for (key, node) in moved {
            let node = node.as_ref().filter(|_| root.get(key).is_none());
            node.iter().for_each(|node| member(writer, key, node, &place.key(key)));
        }
    } else if let Some(info) = info {
        member(writer, "info", info, &Place::Root.key("info"));
    }
    for key in ["tags", "externalDocs", "x-tagGroups"] {
        root.get(key).iter().for_each(|node| member(writer, key, node, &Place::Root.key(key)));
    }
    servers(writer);
    let components = Place::Root.key("components");
    let schemes = root.get("components").and_then(|components| components.get("securitySchemes"));
    schemes.iter().for_each(|node| {
        member(writer, "securitySchemes", node, &components.key("securitySchemes"));
    });
}

fn member(writer: &mut Writer<'_, '_>, key: &str, node: &Node, place: &Place<'_>) {
    if let Some(kind) = OVERVIEW.kind_of(key) {
        writer.member(key, node, &kind, place);
    }
}

/// "Servers Object".
fn servers(writer: &mut Writer<'_, '_>) {
    let place = Place::Root.key("servers");
    let Some(node) = writer.root.get("servers").filter(|node| !node.is_null()) else { return };
    let Some(map) = node.as_object() else {
        let text = format!("`servers` should be an object, but is {}; left out.", node.kind());
        writer.messages.error(node.line, &place, text);
        return;
    };
    writer.out.key("servers");
    writer.out.open('[');
    for (name, node) in map.iter().filter(|(name, _)| !name.starts_with("x-")) {
        write_server(writer, name, node, &place.key(name));
    }
    writer.out.close(']');
}

/// One item of a list of servers.
pub fn write_server(writer: &mut Writer<'_, '_>, name: &str, node: &Node, place: &Place<'_>) {
    let root = writer.root;
    let Some(target) = followed(root, node) else {
        writer.unresolved(node, place);
        return;
    };
    let server = target.as_object().map(|object| server(name, object, target.line));
    writer.item(server.as_ref().unwrap_or(target), &Kind::Object(&SERVER), place);
}

/// "Server Object": `url` in 2.x, `host` and `pathname` in 3.0.
fn server(name: &str, object: &Object, line: u32) -> Node {
    let mut server = object.clone();
    let host = server.shift_remove("host");
    let path = server.shift_remove("pathname");
    let text = |node: &Option<Node>| node.as_ref().and_then(Node::as_unquoted).unwrap_or_default().to_owned();
    let own = object.get("url").and_then(Node::as_unquoted).map(str::to_owned);
    let url = own.unwrap_or_else(|| {
        let (host, path) = (text(&host), text(&path));
        let slash = if path.is_empty() || path.starts_with('/') { "" } else { "/" };
        format!("{host}{slash}{path}")
    });
    let protocol =
        object.get("protocol").and_then(Node::as_unquoted).unwrap_or_default().to_ascii_lowercase();
    let url = match SCHEMES.contains(&protocol.as_str()) && !url.contains("://") {
        true => format!("{protocol}://{url}"),
        false => url,
    };
    let told = ["description", "summary", "title"].into_iter().find_map(|key| object.get(key));
    told.into_iter().for_each(|told| drop(server.insert("description".into(), told.clone())));
    server.insert("url".into(), Node::from_text(line, &url));
    server.insert("name".into(), Node::from_text(line, name));
    Node::new(line, Value::Object(Rc::new(server)))
}

/// "OAuth Flow Object": what 3.0 calls `availableScopes`.
pub fn security_scheme(_: &Node, object: &Object) -> Object {
    let mut scheme = object.clone();
    let Some(flows) = object.get("flows").and_then(Node::as_object) else { return scheme };
    let flow = |node: &Node| {
        let Some(mut flow) = node.as_object().cloned() else { return node.clone() };
        if let Some(scopes) = flow.shift_remove("availableScopes") {
            flow.insert("scopes".into(), scopes);
        }
        Node::new(node.line, Value::Object(Rc::new(flow)))
    };
    let flows = flows.iter().map(|(name, node)| (Rc::clone(name), flow(node)));
    let line = object.get("flows").map_or(0, |node| node.line);
    let flows = Node::from_entries(line, flows);
    scheme.insert("flows".into(), flows);
    scheme
}

/// Names of schemes → scopes, any one of which suffices. 2.x says so itself ("Security Requirement Object"); since
/// 3.0 a list refers to the schemes.
pub fn security(node: &Node) -> Node {
    let Some(items) = node.as_array() else { return node.clone() };
    let named =
        |name: &str, line: u32| Node::from_entries(line, [(name.into(), Node::from_items(line, Vec::new()))]);
    let way = |item: &Node| match (item.text("$ref"), item.text("type")) {
        (Some(pointer), _) => named(pointer.rsplit('/').next().unwrap_or_default(), item.line),
        (None, Some(kind)) => named(kind, item.line),
        (None, None) => item.clone(),
    };
    Node::from_items(node.line, items.iter().map(way).collect())
}
