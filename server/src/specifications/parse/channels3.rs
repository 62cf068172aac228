//! Operations of AsyncAPI 3.0 ("Operation Object"), and the channels that none of them is about.

use std::collections::HashSet;

use super::exchanges::{Channel, Direction, Exchange, Exchanges, Named, Reply, last};
use super::message::quoted;
use super::messages::with_traits;
use super::node::{Node, Object};
use super::operations::text;
use super::pointer::Place;
use super::refused::Refused;
use super::{Progress, Step};

/// Operations between two reports of progress.
const REPORT_EVERY: usize = 200;

pub fn read(
    exchanges: &mut Exchanges<'_, '_, '_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), Refused> {
    let operations = exchanges.container("operations");
    let mut used = HashSet::new();
    for (done, (id, node)) in operations.into_iter().flatten().enumerate() {
        if done % REPORT_EVERY == 0 {
            progress(Progress { step: Step::Operations, done, total: operations.map_or(0, Object::len) });
        }
        if !id.starts_with("x-") {
            operation(exchanges, id, node, &mut used)?;
        }
    }
    let channels = exchanges.container("channels");
    for (name, node) in channels.into_iter().flatten().filter(|(name, _)| !name.starts_with("x-")) {
        let pointer = Place::Root.key("channels").key(name).to_string();
        if let Some(channel) = channel(exchanges, node, &pointer, name)
            && !used.contains(&channel.pointer)
        {
            unsaid(exchanges, channel, node.line)?;
        }
    }
    Ok(())
}

fn operation(
    exchanges: &mut Exchanges<'_, '_, '_>,
    id: &str,
    node: &Node,
    used: &mut HashSet<String>,
) -> Result<(), Refused> {
    let pointer = Place::Root.key("operations").key(id).to_string();
    let Some((own, line, pointer)) = exchanges.object(node, &pointer, "An operation") else { return Ok(()) };
    let own = with_traits(exchanges.writer.root, &own);
    let place = Place::At(&pointer);
    let direction = match own.get("action").and_then(Node::as_text) {
        Some("receive") => Direction::Send,
        Some("send") => Direction::Receive,
        _ => {
            let text = "An operation needs `action`: `send` or `receive`.";
            exchanges.writer.messages.error(line, &place.key("action"), text);
            Direction::Unsaid
        }
    };
    let channel = referred_channel(exchanges, &own, &pointer, line, id);
    let messages = messages(exchanges, &own, &channel, &pointer);
    let reply = reply(exchanges, &own, &pointer, line, used);
    used.insert(channel.pointer.clone());
    exchanges.add(Exchange {
        direction,
        id: Some(id.to_owned()),
        own,
        line,
        pointer,
        channel,
        messages,
        reply,
    })
}

/// A channel of its own row.
fn unsaid(exchanges: &mut Exchanges<'_, '_, '_>, channel: Channel, line: u32) -> Result<(), Refused> {
    let messages = all_messages(exchanges, &channel);
    exchanges.add(Exchange {
        direction: Direction::Unsaid,
        id: None,
        own: Object::new(),
        line,
        pointer: channel.pointer.clone(),
        channel,
        messages,
        reply: None,
    })
}

/// The channel that `channel` refers to. Without one the operation is shown under its own name.
fn referred_channel(
    exchanges: &mut Exchanges<'_, '_, '_>,
    own: &Object,
    pointer: &str,
    line: u32,
    id: &str,
) -> Channel {
    let nameless = |name: &str| Channel {
        name: name.to_owned(),
        pointer: Place::At(pointer).key("channel").to_string(),
        ..Channel::default()
    };
    let Some(node) = own.get("channel").filter(|node| !node.is_null()) else {
        let text = "An operation needs `channel`: a reference to a channel.";
        exchanges.writer.messages.error(line, &Place::At(pointer), text);
        return nameless(id);
    };
    let name = node.text("$ref").map(last).unwrap_or_else(|| id.to_owned());
    let at = Place::At(pointer).key("channel").to_string();
    channel(exchanges, node, &at, &name).unwrap_or_else(|| nameless(&name))
}

fn channel(exchanges: &mut Exchanges<'_, '_, '_>, node: &Node, pointer: &str, name: &str) -> Option<Channel> {
    let (object, _, pointer) = exchanges.object(node, pointer, "A channel")?;
    Some(Channel { name: name.to_owned(), address: text(&object, "address"), object, pointer })
}

/// "Operation Object": `messages` are some of the channel's; absent, all of them are meant.
fn messages(
    exchanges: &mut Exchanges<'_, '_, '_>,
    own: &Object,
    channel: &Channel,
    pointer: &str,
) -> Vec<Named> {
    let Some(node) = own.get("messages").filter(|node| !node.is_null()) else {
        return all_messages(exchanges, channel);
    };
    let at = Place::At(pointer).key("messages").to_string();
    let Some(items) = node.as_array() else {
        let text =
            format!("`messages` should be a list, but is {}; all of the channel are shown.", node.kind());
        exchanges.writer.messages.error(node.line, &Place::At(&at), text);
        return all_messages(exchanges, channel);
    };
    let named = |(index, node): (usize, &Node)| Named {
        name: node
            .text("$ref")
            .map(last)
            .or(node.text("name").map(str::to_owned))
            .unwrap_or("message".into()),
        node: node.clone(),
        pointer: Place::At(&at).index(index).to_string(),
    };
    items.iter().enumerate().map(named).collect()
}

/// "Messages Object" of the channel.
fn all_messages(exchanges: &mut Exchanges<'_, '_, '_>, channel: &Channel) -> Vec<Named> {
    let Some(node) = channel.object.get("messages").filter(|node| !node.is_null()) else { return Vec::new() };
    let at = Place::At(&channel.pointer).key("messages").to_string();
    let Some(map) = node.as_object() else {
        let text = format!("`messages` should be an object, but is {}; left out.", node.kind());
        exchanges.writer.messages.error(node.line, &Place::At(&at), text);
        return Vec::new();
    };
    let named = |(name, node): (&std::rc::Rc<str>, &Node)| Named {
        name: name.to_string(),
        node: node.clone(),
        pointer: Place::At(&at).key(name).to_string(),
    };
    map.iter().filter(|(name, _)| !name.starts_with("x-")).map(named).collect()
}

/// "Operation Reply Object".
fn reply(
    exchanges: &mut Exchanges<'_, '_, '_>,
    own: &Object,
    pointer: &str,
    line: u32,
    used: &mut HashSet<String>,
) -> Option<Reply> {
    let node = own.get("reply").filter(|node| !node.is_null())?;
    let at = Place::At(pointer).key("reply").to_string();
    let (object, _, at) = exchanges.object(node, &at, "A reply")?;
    for key in object.keys().filter(|key| !["address", "channel", "messages"].contains(&&***key)) {
        if !key.starts_with("x-") {
            let text = format!("`{}` is not a field of the Operation Reply Object; left out.", quoted(key));
            exchanges.writer.messages.warning(line, &Place::At(&at).key(key), text);
        }
    }
    let channel =
        object.contains_key("channel").then(|| referred_channel(exchanges, &object, &at, line, "reply"));
    used.extend(channel.iter().map(|channel| channel.pointer.clone()));
    let nothing = Channel::default();
    let messages = messages(exchanges, &object, channel.as_ref().unwrap_or(&nothing), &at);
    Some(Reply { address: object.get("address").cloned(), channel, messages, pointer: at })
}
