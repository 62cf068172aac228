//! What passes through a channel.
use super::{
    Place,
    operation::example,
    prose,
    schema::{inside, opening},
};
use crate::markdown::text::{code, fence, plain};
use app::specifications::{BindingView, ChannelView, MessageView, PayloadView, ReplyView};

/// Below the facts.
pub fn about(channel: &ChannelView) -> String {
    let mut text = format!("{}\n\n", plain(channel.direction.sentence()));
    if !channel.has_address {
        text.push_str("The document gives no fixed address for this channel.\n\n");
    }
    if !channel.lead.is_empty() {
        text.push_str(&format!("{}\n\n", plain(&channel.lead)));
    }
    text.push_str(&prose(&channel.description_html));
    let bindings = bindings(&channel.bindings);
    if bindings.is_empty() { text } else { format!("{text}{bindings}\n") }
}

pub fn messages(place: &Place<'_>, channel: &ChannelView) -> String {
    let mut text = list(place, "Messages", &channel.messages, channel.more_messages);
    text.push_str(&channel.reply.iter().map(|found| reply(place, found)).collect::<String>());
    text
}

fn reply(place: &Place<'_>, reply: &ReplyView) -> String {
    let mut text = "## Reply\n\n".to_owned();
    for (what, value) in [("Channel", &reply.address), ("Address given in", &reply.address_location)] {
        text.push_str(
            &value.iter().map(|value| format!("- {what}: {}\n\n", code(value))).collect::<String>(),
        );
    }
    text.push_str(&prose(&reply.description_html));
    text + &list(place, "Messages of the reply", &reply.messages, reply.more_messages)
}

fn list(place: &Place<'_>, title: &str, messages: &[MessageView], more: u64) -> String {
    if messages.is_empty() {
        return String::new();
    }
    let rows: String = messages.iter().map(|row| message(place, row)).collect();
    let more =
        if more > 0 { format!("{more} more messages are in the document.\n\n") } else { String::new() };
    format!("## {title}\n\n{rows}{more}")
}

fn message(place: &Place<'_>, message: &MessageView) -> String {
    let mut text = format!("### {}\n\n- Name: {}\n", plain(message.heading()), code(&message.name));
    let facts =
        [("Content type", Some(&message.content_type)), ("Correlation", message.correlation_id.as_ref())];
    for (what, value) in facts {
        let value = value.filter(|value| !value.is_empty());
        text.push_str(&value.map(|value| format!("- {what}: {}\n", code(value))).unwrap_or_default());
    }
    if message.deprecated {
        text.push_str("- Deprecated\n");
    }
    text.push_str(&bindings(&message.bindings));
    text.push('\n');
    if !message.summary.is_empty() {
        text.push_str(&format!("{}\n\n", plain(&message.summary)));
    }
    text.push_str(&prose(&message.description_html));
    text.push_str(&part(place, "Payload", message.payload.as_ref()));
    text.push_str(&part(place, "Headers", message.headers.as_ref()));
    text + &message.examples.iter().map(|shown| example("json", shown)).collect::<String>()
}

fn part(place: &Place<'_>, title: &str, payload: Option<&PayloadView>) -> String {
    match payload {
        None => String::new(),
        Some(PayloadView::Other { format, text }) => {
            format!("{title}, {}:\n\n{}\n", code(format), fence("", text))
        }
        Some(PayloadView::JsonSchema { schema }) => {
            let inner = inside(place, schema, 0);
            let gap = if inner.is_empty() { "" } else { "\n" };
            format!("{title}: {}\n\n{}{inner}{gap}", plain(&schema.type_text), opening(schema))
        }
    }
}

pub(super) fn bindings(bindings: &[BindingView]) -> String {
    let row = |row: &BindingView| {
        let facts: Vec<String> = row.facts.iter().map(|fact| code(fact)).collect();
        let facts = if facts.is_empty() { String::new() } else { format!(": {}", facts.join(", ")) };
        format!("- For {}{facts}\n", plain(&row.protocol))
    };
    bindings.iter().map(row).collect()
}
