//! What passes through a channel: messages, and what comes back.
use super::{
    Place,
    bodies::{examples, prose},
    schema::{deprecated_badge, facts_line, matter, text},
};
use crate::{
    specifications::{BindingView, ChannelView, MessageView, PayloadView, ReplyView, ServerView},
    ui::{CodeBlock, Disclosure, Section},
};
use leptos::prelude::*;

/// Above the description: who sends, and what stands beside the address.
pub fn about(channel: &ChannelView) -> impl IntoView + use<> {
    let lead = channel.lead.clone();
    let address = (!channel.has_address)
        .then(|| view! { <p class="muted">"The document gives no fixed address for this channel."</p> });
    view! {
        <p><strong>{channel.direction.sentence()}</strong></p>
        {address}
        {(!lead.is_empty()).then(|| view! { <p>{lead}</p> })}
        {prose(channel.description_html.clone())}
        {bindings(channel.bindings.clone())}
    }
}

/// Where the channel is reached.
pub fn servers(servers: Vec<ServerView>) -> impl IntoView {
    (!servers.is_empty())
        .then(|| view! { <Section title="Servers">{super::overview::server_list(servers)}</Section> })
}

pub fn messages(place: &Place, channel: ChannelView) -> impl IntoView + use<> {
    let ChannelView { messages, more_messages, reply: back, .. } = channel;
    let list = (!messages.is_empty()).then(|| {
        let list = message_list(place, messages, more_messages, true);
        view! { <Section title="Messages" id="messages">{list}</Section> }
    });
    let back = back.map(|found| reply(place, found));
    view! { {list} {back} }
}

fn reply(place: &Place, reply: ReplyView) -> impl IntoView + use<> {
    let facts = [("on the channel", reply.address), ("at the address in", reply.address_location)];
    let facts: Vec<_> = facts
        .into_iter()
        .filter_map(|(words, value)| Some((words, value?)))
        .map(
            |(words, value)| view! { <p>"It comes " {words} " " <code translate="no">{value}</code> "."</p> },
        )
        .collect();
    let list = message_list(place, reply.messages, reply.more_messages, false);
    view! { <Section title="Reply" id="reply">{facts} {prose(reply.description_html)} {list}</Section> }
}

fn message_list(place: &Place, messages: Vec<MessageView>, more: u64, open: bool) -> impl IntoView + use<> {
    let rows: Vec<_> =
        messages.into_iter().enumerate().map(|(at, shown)| message(place, shown, open && at == 0)).collect();
    let more = (more > 0)
        .then(|| view! { <p class="muted">{format!("{more} more messages are in the document.")}</p> });
    view! { {rows} {more} }
}

fn message(place: &Place, message: MessageView, open: bool) -> impl IntoView + use<> {
    let heading = message.heading().to_owned();
    let name = (heading != message.name).then(|| message.name.clone());
    let facts: Vec<String> = [
        (!message.content_type.is_empty()).then(|| message.content_type.clone()),
        message.correlation_id.map(|location| format!("correlated by {location}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let kind = if message.content_type.is_empty() { "JSON".to_owned() } else { message.content_type.clone() };
    let summary = (!message.summary.is_empty()).then(|| view! { <p>{message.summary}</p> });
    view! {
        <section class="response">
            <h3 class="response__status">
                {heading} {name.map(|name| view! { " " <code class="response__meaning" translate="no">{name}</code> })}
                {message.deprecated.then(deprecated_badge)}
            </h3>
            {summary}
            {facts_line(facts)}
            {text(message.description_html)}
            {message.payload.map(|payload| part(place, "Payload", payload))}
            {message.headers.map(|headers| part(place, "Headers", headers))}
            {examples(&kind, message.examples, open)}
            {bindings(message.bindings)}
        </section>
    }
}

fn part(place: &Place, title: &'static str, payload: PayloadView) -> impl IntoView + use<> {
    match payload {
        PayloadView::Other { format, text } => view! {
            <div class="content stack stack--tight">
                <p class="property__line">
                    <span class="property__variant">{title}</span>
                    <span class="property__type">{format.clone()}</span>
                </p>
                <CodeBlock code=text label=format language=""/>
            </div>
        }
        .into_any(),
        PayloadView::JsonSchema { schema } => {
            let type_text = schema.type_text.clone();
            view! {
                <div class="content stack stack--tight">
                    <p class="property__line">
                        <span class="property__variant">{title}</span>
                        <span class="property__type">{type_text}</span>
                        {schema.deprecated.then(deprecated_badge)}
                    </p>
                    {facts_line(schema.facts.clone())}
                    {text(schema.description_html.clone())}
                    {matter(place, schema, false)}
                </div>
            }
            .into_any()
        }
    }
}

pub(super) fn bindings(bindings: Vec<BindingView>) -> impl IntoView {
    (!bindings.is_empty()).then(|| {
        let rows: Vec<_> = bindings
            .into_iter()
            .map(|BindingView { protocol, facts }| {
                view! {
                    <li class="property">
                        <div class="property__line"><code class="property__name" translate="no">{protocol}</code></div>
                        {facts_line(facts)}
                    </li>
                }
            })
            .collect();
        view! { <Disclosure summary="For the protocol"><ul class="property-list">{rows}</ul></Disclosure> }
    })
}
