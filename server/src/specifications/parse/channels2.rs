//! Operations of AsyncAPI 2.0 to 2.6: what is published and subscribed to on each channel ("Channel Item Object").

use super::exchanges::{Channel, Direction, Exchange, Exchanges, Named, last, located};
use super::messages::with_traits;
use super::node::{Node, Object};
use super::operations::text;
use super::pointer::Place;
use super::refused::Refused;
use super::{Progress, Step};

/// Channels between two reports of progress.
const REPORT_EVERY: usize = 200;
/// `publish` is what the application receives, `subscribe` what it sends ("Channel Item Object").
const KEYS: [(&str, Direction); 2] = [("publish", Direction::Send), ("subscribe", Direction::Receive)];

pub fn read(
    exchanges: &mut Exchanges<'_, '_, '_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), Refused> {
    let Some(channels) = exchanges.container("channels") else { return Ok(()) };
    for (done, (address, node)) in channels.iter().enumerate() {
        if done % REPORT_EVERY == 0 {
            progress(Progress { step: Step::Operations, done, total: channels.len() });
        }
        if !address.starts_with("x-") {
            channel(exchanges, address, node)?;
        }
    }
    Ok(())
}

fn channel(exchanges: &mut Exchanges<'_, '_, '_>, address: &str, node: &Node) -> Result<(), Refused> {
    let pointer = Place::Root.key("channels").key(address).to_string();
    let Some((object, line, pointer)) = exchanges.object(node, &pointer, "A channel") else { return Ok(()) };
    if KEYS.iter().all(|(key, _)| !object.contains_key(*key)) {
        let text = "The channel has neither `publish` nor `subscribe`.";
        exchanges.writer.messages.warning(line, &Place::At(&pointer), text);
    }
    for (key, direction) in KEYS {
        let Some(node) = object.get(key).filter(|node| !node.is_null()) else { continue };
        let at = Place::At(&pointer).key(key).to_string();
        let Some((own, line, at)) = exchanges.object(node, &at, "An operation") else { continue };
        let own = with_traits(exchanges.writer.root, &own);
        let messages = messages(exchanges.writer.root, &own, &at);
        if messages.is_empty() {
            let text = "The operation describes no message.";
            exchanges.writer.messages.warning(line, &Place::At(&at), text);
        }
        exchanges.add(Exchange {
            direction,
            id: text(&own, "operationId"),
            line,
            pointer: at,
            channel: Channel {
                name: address.to_owned(),
                address: Some(address.to_owned()),
                object: object.clone(),
                pointer: pointer.clone(),
            },
            messages,
            reply: None,
            own,
        })?;
    }
    Ok(())
}

/// "Operation Object": `message` is one, or any of several under `oneOf`.
fn messages(root: &Node, own: &Object, pointer: &str) -> Vec<Named> {
    let Some(message) = own.get("message").filter(|node| !node.is_null()) else { return Vec::new() };
    let pointer = Place::At(pointer).key("message").to_string();
    let several = located(root, message, pointer.clone())
        .and_then(|(node, at)| Some((node.get("oneOf")?.as_array()?.to_vec(), at)));
    match several {
        Some((list, at)) => {
            let at = Place::At(&at).key("oneOf").to_string();
            let one =
                |(index, node): (usize, &Node)| named(root, node, Place::At(&at).index(index).to_string());
            list.iter().enumerate().map(one).collect()
        }
        None => vec![named(root, message, pointer)],
    }
}

fn named(root: &Node, node: &Node, pointer: String) -> Named {
    let own = || {
        let (target, _) = located(root, node, String::new())?;
        let target = target.as_object()?;
        ["messageId", "name", "title"].into_iter().find_map(|key| text(target, key))
    };
    let name = node.text("$ref").map(last).or_else(own).unwrap_or_else(|| "message".to_owned());
    Named { name, node: node.clone(), pointer }
}
