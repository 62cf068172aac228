//! What passes through a channel (AsyncAPI 3.0 "Operation Object", "Message Object"), from the stored detail.
use super::{Json, Parts, Place, example, json::unescape, kind, schema};
use crate::markdown;
use app::specifications::*;

/// Messages that are shown, and those of them whose fields are opened at once.
const MESSAGES: usize = 30;
const OPENED: usize = 4;
/// Rows of fields that are opened: in the first message, in the next ones, in headers.
const FIRST_ROWS: usize = 24;
const ROWS: usize = 8;
/// Examples of one message.
const EXAMPLES: usize = 5;
/// Protocols, facts of one, and characters of a fact.
const BINDINGS: usize = 20;
const FACTS: usize = 30;
const FACT_LENGTH: usize = 160;
/// Bytes of a schema in another language.
const LONG: usize = 12_000;

/// Absent where the operation is no channel's.
pub fn of_operation(root: &Place<'_>, method: &str, parts: &Parts) -> Option<ChannelView> {
    let channel = root.at("channel");
    if !channel.node.is_object() {
        return None;
    }
    let direction = match method {
        "SEND" => Direction::Send,
        "RECEIVE" => Direction::Receive,
        _ => Direction::Unsaid,
    };
    let own = |key| root.node.text(key);
    let (messages, more_messages) = messages(root, direction, parts);
    let bindings = [&channel, root].map(|place| bindings(place.node.get("bindings"), parts));
    Some(ChannelView {
        direction,
        name: channel.node.text("name").unwrap_or_default().to_owned(),
        has_address: channel.node.text("address").is_some(),
        lead: own("title").and(own("summary")).unwrap_or_default().to_owned(),
        description_html: html(channel.node),
        bindings: bindings.into_iter().flatten().collect(),
        messages,
        more_messages,
        reply: reply(root, direction, parts),
    })
}

fn html(node: &Json) -> String {
    node.text("description").map(markdown::specification_to_html).unwrap_or_default()
}

fn reply(root: &Place<'_>, direction: Direction, parts: &Parts) -> Option<ReplyView> {
    let place = root.at("reply");
    if !place.node.is_object() {
        return None;
    }
    let (messages, more_messages) = messages(&place, direction.opposite(), parts);
    let address = place.node.get("address");
    let channel = place.node.get("channel");
    Some(ReplyView {
        address: channel.text("address").map(str::to_owned),
        address_location: address.text("location").map(str::to_owned),
        description_html: html(address),
        messages,
        more_messages,
    })
}

fn messages(root: &Place<'_>, direction: Direction, parts: &Parts) -> (Vec<MessageView>, u64) {
    let all = root.each("messages");
    let more = all.len().saturating_sub(MESSAGES) as u64;
    let shown = all.into_iter().take(MESSAGES).enumerate();
    (shown.map(|(at, (name, place))| message(name, &place, at, direction, parts)).collect(), more)
}

fn message(name: String, place: &Place<'_>, at: usize, direction: Direction, parts: &Parts) -> MessageView {
    // What could not be filled in stands under its pointer.
    let shared = place.node.text("$ref").and_then(|pointer| Some(Place::new(parts.get(pointer)?, pointer)));
    let place = shared.as_ref().unwrap_or(place);
    let node = place.node;
    let text = |key: &str| node.text(key).unwrap_or_default().to_owned();
    let rows = match at {
        0 => FIRST_ROWS,
        at if at < OPENED => ROWS,
        _ => 0,
    };
    MessageView {
        name: node.text("name").map(str::to_owned).unwrap_or(name),
        title: text("title"),
        summary: text("summary"),
        description_html: html(node),
        content_type: text("contentType"),
        deprecated: node.flag("deprecated"),
        correlation_id: node.get("correlationId").text("location").map(str::to_owned),
        headers: payload(place, "headers", "foreignHeaders", rows.min(ROWS), parts),
        payload: payload(place, "payload", "foreignPayload", rows, parts),
        examples: examples(place, at < OPENED, direction == Direction::Send, parts),
        bindings: bindings(node.get("bindings"), parts),
    }
}

fn payload(place: &Place<'_>, key: &str, foreign: &str, rows: usize, parts: &Parts) -> Option<PayloadView> {
    let own = place.at(key);
    if !own.node.is_null() {
        let schema = match rows {
            0 => schema::closed(&own, parts),
            rows => schema::fitted(&own, parts, rows),
        };
        return Some(PayloadView::JsonSchema { schema });
    }
    let other = place.node.get(foreign);
    other.is_object().then(|| PayloadView::Other {
        format: other.text("schemaFormat").unwrap_or_default().to_owned(),
        text: cut(match other.get("schema") {
            Json::Text(text) => text.clone(),
            schema => schema.pretty(),
        }),
    })
}

fn cut(mut text: String) -> String {
    if text.len() > LONG {
        text.truncate((0..=LONG).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0));
        text.push_str("\n…");
    }
    text
}

/// "Message Example Object": those of the document, or one made from the schema.
fn examples(message: &Place<'_>, make: bool, is_sent: bool, parts: &Parts) -> Vec<ExampleView> {
    let content_type = message.node.text("contentType").unwrap_or("json");
    let given: Vec<ExampleView> = message
        .node
        .get("examples")
        .items()
        .iter()
        .take(EXAMPLES)
        .flat_map(|example| example_parts(example, content_type))
        .collect();
    let schema = message.at("payload");
    if !given.is_empty() || !make || schema.node.is_null() || !content_type.contains("json") {
        return given;
    }
    let value = example::of_schema(&schema, parts, is_sent);
    let text = if value.is_null() { String::new() } else { example::shown(&value, content_type) };
    let made = ExampleView { title: "Example".to_owned(), text, generated: true };
    Some(made).filter(|made| !made.text.is_empty()).into_iter().collect()
}

/// The matter and the headers of one example. What has neither is the matter itself.
fn example_parts(example: &Json, content_type: &str) -> Vec<ExampleView> {
    let title = example.text("summary").or(example.text("name")).unwrap_or("Example");
    let (payload, headers) = (example.get("payload"), example.get("headers"));
    let view = |title: String, value: &Json, kind: &str| ExampleView {
        title,
        text: example::shown(value, kind),
        generated: false,
    };
    if payload.is_null() && headers.is_null() {
        return vec![view(title.to_owned(), example, content_type)];
    }
    let payload = (!payload.is_null()).then(|| view(title.to_owned(), payload, content_type));
    let headers = (!headers.is_null()).then(|| view(format!("{title}: headers"), headers, "json"));
    payload.into_iter().chain(headers).collect()
}

/// "Operation Bindings Object" and its like.
pub(super) fn bindings(of: &Json, parts: &Parts) -> Vec<BindingView> {
    let binding = |(protocol, values): (&String, &Json)| {
        let values = values.text("$ref").and_then(|pointer| parts.get(pointer)).unwrap_or(values);
        let facts = values.members().take(FACTS).map(|(name, value)| fact(name, value));
        BindingView { protocol: protocol.clone(), facts: facts.collect() }
    };
    let all = of.members().filter(|(name, _)| !name.starts_with("x-"));
    all.take(BINDINGS).map(binding).collect()
}

fn fact(name: &str, value: &Json) -> String {
    let plain = match value.text("$ref") {
        Some(pointer) => unescape(&kind::named(pointer)),
        None => value.plain(),
    };
    let text = format!("{name}: {plain}");
    match text.char_indices().nth(FACT_LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
