use super::{
    Place, channel, external, prose,
    schema::{inside, opening, property},
    version::server,
};
use crate::{
    http::Site,
    markdown::{
        from_html,
        text::{code, fence, link, plain},
    },
};
use app::{
    catalog::{ProductVersion, strategy_sentence},
    specifications::*,
};

pub fn operation(site: &Site<'_>, version: &ProductVersion, reading: &Reading) -> String {
    let place = Place { site, version };
    let operation = &reading.operation;
    let mut text = format!("# {}\n\n", plain(&operation.title()));
    if operation.deprecated {
        text.push_str("> This operation is deprecated.\n\n");
    }
    text.push_str(&facts(&place, reading));
    text.push_str(&operation.channel.iter().map(channel::about).collect::<String>());
    text.push_str(&prose(&operation.description_html));
    if let Some(docs) = &operation.external_docs {
        text.push_str(&format!("See {}.\n\n", external(docs)));
    }
    if !operation.webhook {
        text.push_str(&authentication(version, &operation.security));
    }
    if !operation.parameters.is_empty() {
        let rows: String = operation.parameters.iter().map(|row| parameter(&place, row)).collect();
        text.push_str(&format!("## Parameters\n\n{rows}\n"));
    }
    if let Some(body) = &operation.request_body {
        text.push_str(&request_body(&place, "##", body));
    }
    match &operation.channel {
        Some(channel) => text.push_str(&channel::messages(&place, channel)),
        None => text.push_str("## Responses\n\n"),
    }
    operation.responses.iter().for_each(|row| text.push_str(&response(&place, "###", row)));
    if let Some(samples) = &reading.samples {
        text.push_str(&format!("## Example call\n\n{}\n", fence("sh", &samples.code)));
    }
    operation.callbacks.iter().for_each(|row| text.push_str(&callback(&place, row)));
    text
}

fn facts(place: &Place<'_>, reading: &Reading) -> String {
    let operation = &reading.operation;
    let call = code(&format!("{} {}", operation.method.to_uppercase(), operation.path));
    let what = match (operation.webhook, &operation.channel) {
        (true, _) => "Webhook, called by the provider",
        (false, Some(_)) => "Channel",
        (false, None) => "Call",
    };
    let mut text = format!("- {what}: {call}\n- Of {}\n", place.of());
    if let Some(url) = reading.base_url.as_ref().filter(|_| !operation.webhook) {
        text.push_str(&format!("- Base URL: {}\n", code(url)));
    }
    if let Some(id) = &operation.operation_id {
        text.push_str(&format!("- operationId: {}\n", code(id)));
    }
    operation.servers.iter().for_each(|own| text.push_str(&server(own)));
    text.push('\n');
    text
}

fn authentication(version: &ProductVersion, security: &SecurityView) -> String {
    let mut text = format!("## Authentication\n\n{}\n\n", plain(&strategy_sentence(version)));
    if security.open {
        text.push_str("The API itself asks for no authentication here.\n\n");
    }
    for way in &security.ways {
        let named = way.iter().map(|scheme| {
            let said = if scheme.text.is_empty() { &scheme.name } else { &scheme.text };
            let scopes = scheme.scopes.join(", ");
            if scopes.is_empty() { plain(said) } else { format!("{}, scopes {}", plain(said), code(&scopes)) }
        });
        text.push_str(&format!("- {}\n", named.collect::<Vec<_>>().join(" and ")));
    }
    if !security.ways.is_empty() {
        text.push('\n');
    }
    text
}

fn parameter(place: &Place<'_>, row: &ParameterView) -> String {
    let mut schema = row.schema.clone();
    schema.deprecated |= row.deprecated;
    schema.type_text = [row.location.as_str(), schema.type_text.as_str()].join(", ");
    let mut more: Vec<String> = row.style.iter().cloned().collect();
    more.extend(row.example.iter().map(|example| format!("Example: {example}")));
    property(place, &row.name, row.required, &schema, &more, 0)
}

fn request_body(place: &Place<'_>, heading: &str, body: &BodyView) -> String {
    let optional = if body.required { "" } else { " (optional)" };
    let text = format!("{heading} Request body{optional}\n\n{}", prose(&body.description_html));
    text + &contents(place, &body.contents)
}

fn contents(place: &Place<'_>, contents: &[ContentView]) -> String {
    contents.iter().map(|shown| content(place, shown)).collect()
}

fn content(place: &Place<'_>, content: &ContentView) -> String {
    let kind = plain(&content.schema.type_text);
    let kind = if kind.is_empty() { kind } else { format!(": {kind}") };
    let mut text = format!("{}{kind}\n\n{}", code(&content.media_type), opening(&content.schema));
    let inner = inside(place, &content.schema, 0);
    if !inner.is_empty() {
        text.push_str(&format!("{inner}\n"));
    }
    let language = if content.media_type.contains("json") { "json" } else { "" };
    content.examples.iter().for_each(|shown| text.push_str(&example(language, shown)));
    text
}

pub fn example(language: &str, example: &ExampleView) -> String {
    let made = if example.generated { ", made from the schema" } else { "" };
    format!("{}{made}:\n\n{}\n", plain(&example.title), fence(language, &example.text))
}

fn response(place: &Place<'_>, heading: &str, row: &ResponseView) -> String {
    let title = format!("{} {}", row.status, status_meaning(&row.status));
    let mut text = format!("{heading} {}\n\n{}", plain(&title), prose(&row.description_html));
    if !row.headers.is_empty() {
        let headers = row.headers.iter();
        let rows: String = headers
            .map(|header| property(place, &header.name, header.required, &header.schema, &[], 0))
            .collect();
        text.push_str(&format!("Headers:\n\n{rows}\n"));
    }
    text.push_str(&contents(place, &row.contents));
    let links: String = row.links.iter().map(|row| what_next(place, row)).collect();
    if !links.is_empty() {
        text.push_str(&format!("What to do with it:\n\n{links}\n"));
    }
    text
}

fn what_next(place: &Place<'_>, row: &LinkView) -> String {
    let target = match &row.operation {
        Some(slug) => link(&code(&row.target), &place.operation(slug)),
        None => code(&row.target),
    };
    let with: Vec<String> = row.parameters.iter().map(|parameter| code(parameter)).collect();
    let with = if with.is_empty() { String::new() } else { format!(" with {}", with.join(", ")) };
    let said = from_html::line(&row.description_html);
    let said = if said.is_empty() { said } else { format!(": {said}") };
    format!("- {}: {target}{with}{said}\n", plain(&row.name))
}

fn callback(place: &Place<'_>, row: &CallbackView) -> String {
    let call = code(&format!("{} {}", row.method.to_uppercase(), row.expression));
    let title = if row.summary.is_empty() { &row.name } else { &row.summary };
    let mut text = format!("## Callback: {}\n\nThe provider calls {call}.\n\n", plain(title));
    text.push_str(&prose(&row.description_html));
    if let Some(body) = &row.request_body {
        text.push_str(&request_body(place, "###", body));
    }
    row.responses.iter().for_each(|row| text.push_str(&response(place, "###", row)));
    text
}
