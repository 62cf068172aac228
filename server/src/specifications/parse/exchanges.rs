//! Operations of AsyncAPI as rows.
//!
//! A document describes the provider's application; readers want to know what *they* do. Hence the method of a row
//! is theirs: `SEND` where the application receives (2.x `publish`, 3.0 `action: receive`), `RECEIVE` where it sends
//! (2.x `subscribe`, 3.0 `action: send`).

use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;

use super::async_objects::{CHANNEL, MESSAGE, OPERATION, REPLY_ADDRESS};
use super::async_overview::{security, write_server};
use super::channel_parameters;
use super::channel_servers;
use super::format::Format;
use super::limits::MAX_OPERATIONS;
use super::message::quoted;
use super::node::{Node, Object, Value};
use super::objects::SECURITY;
use super::operations::{Operation, text};
use super::parameters::followed;
use super::pointer::{Place, Target, resolve};
use super::refused::Refused;
use super::shape::Kind;
use super::slug::Slugs;
use super::writer::Writer;
use super::{Progress, channels2, channels3};

/// What the reader of the document does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Send,
    Receive,
    /// A channel that no operation is about.
    Unsaid,
}

impl Direction {
    fn method(self) -> &'static str {
        match self {
            Self::Send => "SEND",
            Self::Receive => "RECEIVE",
            Self::Unsaid => "CHANNEL",
        }
    }
}

/// One operation as either version describes it.
pub struct Exchange {
    pub direction: Direction,
    pub id: Option<String>,
    /// With its traits.
    pub own: Object,
    pub line: u32,
    pub pointer: String,
    pub channel: Channel,
    pub messages: Vec<Named>,
    pub reply: Option<Reply>,
}

#[derive(Default)]
pub struct Channel {
    pub name: String,
    /// Absent where it is only known when messages are exchanged.
    pub address: Option<String>,
    pub object: Object,
    pub pointer: String,
}

/// A message, or a reference to one, under the name that the document has for it.
pub struct Named {
    pub name: String,
    pub node: Node,
    pub pointer: String,
}

/// "Operation Reply Object".
pub struct Reply {
    pub address: Option<Node>,
    pub channel: Option<Channel>,
    pub messages: Vec<Named>,
    pub pointer: String,
}

/// Members that are written apart.
const OWN_HANDLING: [&str; 8] =
    ["operationId", "action", "channel", "message", "messages", "reply", "security", "x-internal"];
const CHANNEL_HANDLING: [&str; 8] =
    ["address", "messages", "servers", "parameters", "publish", "subscribe", "$ref", "x-internal"];

pub struct Exchanges<'w, 'd, 'm> {
    pub writer: &'w mut Writer<'d, 'm>,
    slugs: Slugs,
    ids: HashSet<String>,
    list: Vec<Operation>,
}

pub fn read(
    writer: &mut Writer<'_, '_>,
    format: Format,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<Operation>, Refused> {
    let root = writer.root;
    let mut exchanges = Exchanges { writer, slugs: Slugs::default(), ids: HashSet::new(), list: Vec::new() };
    match format {
        Format::AsyncApi3 { .. } => channels3::read(&mut exchanges, progress)?,
        _ => channels2::read(&mut exchanges, progress)?,
    }
    if exchanges.list.is_empty() {
        exchanges.writer.messages.warning(root.line, &Place::Root, "The document describes no operations.");
    }
    Ok(exchanges.list)
}

/// What a reference leads to at last, and where that stands.
pub fn located(root: &Node, node: &Node, pointer: String) -> Option<(Node, String)> {
    const MAX_REFERENCES: usize = 8;
    let (mut node, mut pointer) = (node.clone(), pointer);
    for _ in 0..MAX_REFERENCES {
        let Some(reference) = node.text("$ref") else { return Some((node, pointer)) };
        let Target::Found { node: next, pointer: at } = resolve(root, reference) else { return None };
        (node, pointer) = (next.clone(), at);
    }
    None
}

impl<'d> Exchanges<'_, 'd, '_> {
    pub fn container(&mut self, key: &str) -> Option<&'d Object> {
        let node = self.writer.root.get(key).filter(|node| !node.is_null())?;
        if node.as_object().is_none() {
            let text = format!("`{key}` should be an object, but is {}.", node.kind());
            self.writer.messages.error(node.line, &Place::Root.key(key), text);
        }
        node.as_object()
    }

    /// The object at the end of references, or a message that says why there is none.
    pub fn object(&mut self, node: &Node, pointer: &str, what: &str) -> Option<(Object, u32, String)> {
        let Some((target, at)) = located(self.writer.root, node, pointer.to_owned()) else {
            self.writer.unresolved(node, &Place::At(pointer));
            return None;
        };
        match &target.value {
            Value::Object(object) => Some(((**object).clone(), target.line, at)),
            _ => {
                let text = format!("{what} should be an object, but is {}.", target.kind());
                self.writer.messages.error(target.line, &Place::At(&at), text);
                None
            }
        }
    }

    pub fn add(&mut self, exchange: Exchange) -> Result<(), Refused> {
        if self.list.len() >= MAX_OPERATIONS {
            return Err(Refused::TooManyOperations);
        }
        if let Some(id) = &exchange.id
            && !self.ids.insert(id.clone())
        {
            let text = format!("The operationId `{}` is used more than once.", quoted(id));
            self.writer.messages.warning(exchange.line, &Place::At(&exchange.pointer), text);
        }
        let Exchange { own, channel, .. } = &exchange;
        self.writer.may_look_through(own.len() + channel.object.len());
        let either = |key: &str| text(own, key).or_else(|| text(&channel.object, key));
        let flag = |key: &str| {
            [own, &channel.object].iter().any(|from| from.get(key).and_then(Node::as_bool).unwrap_or(false))
        };
        let path = channel.address.clone().unwrap_or_else(|| channel.name.clone());
        let method = exchange.direction.method();
        let mut names = IndexSet::new();
        self.write_detail(&exchange, &mut names);
        let (detail, mentions) = self.writer.take()?;
        names.extend(mentions.fields);
        let tags = [own, &channel.object].map(|from| tags(self.writer.root, from));
        let summary = either("title").or_else(|| either("summary"));
        let summary = summary.or_else(|| self.only_message(&exchange.messages));
        self.list.push(Operation {
            slug: self.slugs.assign(exchange.id.as_deref(), method, &path),
            position: u32::try_from(self.list.len()).unwrap_or(u32::MAX),
            webhook: false,
            method: method.to_owned(),
            path,
            operation_id: exchange.id.clone(),
            summary,
            description: either("description"),
            tags: tags.into_iter().find(|tags| !tags.is_empty()).unwrap_or_default(),
            deprecated: flag("deprecated") || flag("x-deprecated"),
            internal: flag("x-internal"),
            fields: names.into_iter().collect(),
            schemas: mentions.schemas.into_iter().collect(),
            detail,
        });
        Ok(())
    }

    /// What the only message is called, where the operation itself has no name.
    fn only_message(&self, messages: &[Named]) -> Option<String> {
        let [only] = messages else { return None };
        let message = followed(self.writer.root, &only.node)?.as_object()?;
        ["title", "summary"].into_iter().find_map(|key| text(message, key))
    }

    fn write_detail(&mut self, exchange: &Exchange, names: &mut IndexSet<String>) {
        let Exchange { own, channel, .. } = exchange;
        let place = Place::At(&exchange.pointer);
        let writer = &mut *self.writer;
        writer.out.open('{');
        writer.members(own, &OPERATION, &place, |key| !OWN_HANDLING.contains(&key));
        write_channel(writer, channel);
        channel_parameters::write(writer, exchange, names);
        let servers = channel_servers::of(writer, channel);
        if channel.object.get("servers").is_some() && !servers.is_empty() {
            writer.out.key("servers");
            writer.out.open('[');
            servers.iter().for_each(|(name, node, at)| write_server(writer, name, node, &Place::At(at)));
            writer.out.close(']');
        }
        if let Some(node) =
            own.get("security").map(security).or_else(|| channel_servers::security_of(writer.root, &servers))
        {
            writer.member("security", &node, &SECURITY, &place.key("security"));
        }
        write_messages(writer, &exchange.messages, names);
        if let Some(reply) = &exchange.reply {
            writer.out.key("reply");
            writer.out.open('{');
            if let Some(address) = &reply.address {
                let place = Place::At(&reply.pointer);
                writer.member("address", address, &Kind::Object(&REPLY_ADDRESS), &place.key("address"));
            }
            reply.channel.iter().for_each(|channel| write_channel(writer, channel));
            write_messages(writer, &reply.messages, names);
            writer.out.close('}');
        }
        writer.out.close('}');
    }
}

fn write_channel(writer: &mut Writer<'_, '_>, channel: &Channel) {
    writer.out.key("channel");
    writer.out.open('{');
    writer.out.key("name");
    writer.out.quoted(&channel.name);
    if let Some(address) = &channel.address {
        writer.out.key("address");
        writer.out.quoted(address);
    }
    let others = |key: &str| !CHANNEL_HANDLING.contains(&key);
    writer.members(&channel.object, &CHANNEL, &Place::At(&channel.pointer), others);
    writer.out.close('}');
}

/// By name: two messages of one name get a number.
fn write_messages(writer: &mut Writer<'_, '_>, messages: &[Named], names: &mut IndexSet<String>) {
    let mut taken: HashMap<String, usize> = HashMap::new();
    writer.out.key("messages");
    writer.out.open('{');
    for message in messages {
        let target = followed(writer.root, &message.node).and_then(Node::as_object);
        if !writer.may_look_through(target.map_or(0, Object::len)) {
            break;
        }
        let count = taken.entry(message.name.clone()).or_default();
        *count += 1;
        let name = if *count == 1 { message.name.clone() } else { format!("{} ({count})", message.name) };
        writer.member(&name, &message.node, &Kind::Object(&MESSAGE), &Place::At(&message.pointer));
        let called = ["name", "title", "summary"].into_iter().filter_map(|key| text(target?, key));
        names.extend(std::iter::once(name).chain(called));
    }
    writer.out.close('}');
}

/// The last part of a pointer.
pub fn last(pointer: &str) -> String {
    pointer.rsplit('/').next().unwrap_or_default().replace("~1", "/").replace("~0", "~")
}

/// "Tags Object": the names.
fn tags(root: &Node, object: &Object) -> Vec<String> {
    let items = object.get("tags").and_then(Node::as_array).unwrap_or_default();
    let name = |node: &Node| match node.as_unquoted() {
        Some(name) => Some(name.to_owned()),
        None => followed(root, node)?.get("name")?.as_unquoted().map(str::to_owned),
    };
    items.iter().filter_map(name).collect()
}
