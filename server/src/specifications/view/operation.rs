//! One operation (OpenAPI 3.1 §4.8.10), from its stored detail.
use super::{
    Json, Parts, Place, address::Address, channel, example, kind, layers::Layers, overview, schema, security,
    servers,
};
use crate::{
    markdown,
    specifications::{
        parse::{ExternalDocs, Overview},
        store::OperationRow,
    },
};
use app::specifications::*;

/// Rows of fields that are opened at once: in the request, in the first good response, in each other.
const REQUEST_ROWS: usize = 24;
const ANSWER_ROWS: usize = 16;
/// Callbacks and links that are shown.
const MANY: usize = 30;

/// What an operation is made of.
pub struct Shown<'p> {
    pub detail: &'p Json,
    pub parts: &'p Parts,
    pub overview: &'p Overview,
}

pub fn describe(row: &OperationRow, shown: &Shown<'_>) -> OperationDetail {
    let root = Place::new(shown.detail, Address::of_operation(&row.slug));
    let tag = shown.overview.tags.iter().find(|tag| tag.name == row.tag);
    let detail = shown.detail;
    OperationDetail {
        slug: row.slug.clone(),
        method: row.method.clone(),
        path: row.path.clone(),
        operation_id: row.operation_id.clone(),
        summary: row.summary.clone(),
        tag: row.tag.clone(),
        tag_title: tag.and_then(|tag| tag.display_name.clone()).unwrap_or_else(|| row.tag.clone()),
        deprecated: row.deprecated,
        internal: row.internal,
        webhook: row.webhook,
        description_html: html(detail),
        external_docs: external_docs(detail.get("externalDocs")),
        security: security::of_operation(detail.get("security"), &shown.overview.security_schemes),
        servers: servers_of(shown),
        parameters: parameters(&root, shown.parts),
        request_body: body(&root, shown.parts),
        responses: responses(&root, shown.parts),
        callbacks: callbacks(&root, shown.parts),
        channel: channel::of_operation(&root, &row.method, shown.parts),
    }
}

/// A channel is reached at its servers; everything else below the address that the page begins with.
fn servers_of(shown: &Shown<'_>) -> Vec<ServerView> {
    let own = servers::of_operation(shown.detail.get("servers"));
    match own.is_empty() && shown.detail.get("channel").is_object() {
        true => servers::of_overview(&shown.overview.servers),
        false => own,
    }
}

fn html(node: &Json) -> String {
    node.text("description").map(markdown::specification_to_html).unwrap_or_default()
}

fn external_docs(node: &Json) -> Option<ExternalLink> {
    let docs = ExternalDocs {
        url: node.text("url")?.to_owned(),
        description: node.text("description").map(str::to_owned),
    };
    overview::external(&docs)
}

fn parameters(root: &Place<'_>, parts: &Parts) -> Vec<ParameterView> {
    root.each("parameters")
        .iter()
        .filter(|(_, place)| !place.node.flag("x-internal"))
        .map(|(_, place)| parameter(place.node.text("name"), place, parts))
        .collect()
}

/// A parameter, or a header, whose name stands outside it.
fn parameter(name: Option<&str>, place: &Place<'_>, parts: &Parts) -> ParameterView {
    let node = place.node;
    let in_content = || place.each("content").into_iter().map(|(_, content)| content.at("schema")).next();
    let own = place.at("schema");
    let place_of_schema = if own.node.is_null() { in_content().unwrap_or(own) } else { own };
    let mut shown = schema::fitted(&place_of_schema, parts, 8);
    let described = html(node);
    if !described.is_empty() {
        shown.description_html = described;
    }
    // A reference that leads nowhere is still worth its name.
    let unresolved = node.text("$ref").map(kind::named);
    let layers = Layers::of(&place_of_schema, parts);
    ParameterView {
        name: name.map(str::to_owned).or(unresolved).unwrap_or_default(),
        location: node.text("in").unwrap_or("header").to_owned(),
        required: node.flag("required"),
        deprecated: node.flag("deprecated"),
        style: style(node, &layers).or_else(|| location(node)),
        example: example::given(node, &layers).map(|value| value.plain()).filter(|text| text.len() < 200),
        schema: shown,
    }
}

/// How lists and objects are written, where it is not the usual way (OpenAPI 3.1 §4.8.12.2).
fn style(node: &Json, layers: &Layers<'_>) -> Option<String> {
    let several = ["array", "object"].contains(&layers.text("type").unwrap_or_default());
    let style = node.text("style").unwrap_or_default();
    let exploded = node.get("explode");
    match (style, exploded) {
        _ if !several => None,
        ("pipeDelimited", _) => Some("separated by |".to_owned()),
        ("spaceDelimited", _) => Some("separated by spaces".to_owned()),
        ("deepObject", _) => Some("written as name[field]=value".to_owned()),
        (_, Json::Bool(false)) => Some("separated by commas".to_owned()),
        (_, _) if node.text("in") == Some("query") && layers.text("type") == Some("array") => {
            Some("repeated for several values".to_owned())
        }
        _ => None,
    }
}

/// Where the value of a channel's parameter stands (AsyncAPI "Parameter Object").
fn location(node: &Json) -> Option<String> {
    node.text("location").map(|location| format!("the same as {location}"))
}

fn body(root: &Place<'_>, parts: &Parts) -> Option<BodyView> {
    let place = root.at("requestBody");
    place.node.is_object().then(|| BodyView {
        required: place.node.flag("required"),
        description_html: html(place.node),
        contents: contents(&place, parts, Some(REQUEST_ROWS), true),
    })
}

/// `rows`: how many fields are opened; none: only on demand.
fn contents(place: &Place<'_>, parts: &Parts, rows: Option<usize>, is_request: bool) -> Vec<ContentView> {
    let mut rows = rows;
    let one = |(media_type, content): (String, Place<'_>)| {
        let schema_place = ["schema", "itemSchema"]
            .map(|key| content.at(key))
            .into_iter()
            .find(|place| !place.node.is_null());
        let shown = schema_place.map(|place| match rows.take() {
            Some(rows) => schema::fitted(&place, parts, rows),
            None => schema::closed(&place, parts),
        });
        ContentView {
            examples: example::of_content(&content, parts, is_request),
            media_type,
            schema: shown.unwrap_or_default(),
        }
    };
    place.each("content").into_iter().map(one).collect()
}

fn responses(root: &Place<'_>, parts: &Parts) -> Vec<ResponseView> {
    let mut rows = Some(ANSWER_ROWS);
    let response = |(status, place): (String, Place<'_>)| {
        // The answer that is hoped for is opened.
        let good = status.starts_with('2') || status == "default";
        let open = if good { rows.take() } else { None };
        let mut contents = contents(&place, parts, open, false);
        if open.is_none() {
            contents.iter_mut().for_each(|content| content.examples.retain(|example| !example.generated));
        }
        ResponseView {
            status,
            description_html: html(place.node),
            headers: place
                .each("headers")
                .iter()
                .map(|(name, header)| parameter(Some(name), header, parts))
                .collect(),
            contents,
            links: links(&place),
        }
    };
    root.each("responses").into_iter().map(response).collect()
}

fn links(response: &Place<'_>) -> Vec<LinkView> {
    let link = |(name, place): (String, Place<'_>)| {
        let parameters = place.node.get("parameters").members();
        LinkView {
            target: ["operationId", "operationRef"]
                .into_iter()
                .find_map(|key| place.node.text(key))
                .unwrap_or_default()
                .to_owned(),
            operation: None,
            description_html: html(place.node),
            parameters: parameters.map(|(name, value)| format!("{name} = {}", value.plain())).collect(),
            name,
        }
    };
    response.each("links").into_iter().take(MANY).map(link).collect()
}

fn callbacks(root: &Place<'_>, parts: &Parts) -> Vec<CallbackView> {
    let mut found = Vec::new();
    for (name, callback) in root.each("callbacks") {
        for (expression, item) in members(&callback) {
            for (method, operation) in members(&item) {
                if !crate::specifications::parse::is_method(&method) || found.len() >= MANY {
                    continue;
                }
                let responses = members(&operation.at("responses")).into_iter();
                found.push(CallbackView {
                    name: name.clone(),
                    method: method.to_ascii_uppercase(),
                    expression: expression.clone(),
                    summary: operation.node.text("summary").unwrap_or_default().to_owned(),
                    description_html: html(operation.node),
                    request_body: body(&operation, parts),
                    responses: responses
                        .map(|(status, place)| ResponseView {
                            status,
                            description_html: html(place.node),
                            headers: Vec::new(),
                            contents: contents(&place, parts, None, false),
                            links: Vec::new(),
                        })
                        .collect(),
                });
            }
        }
    }
    found
}

fn members<'p>(place: &Place<'p>) -> Vec<(String, Place<'p>)> {
    let below =
        |name: &str, node| Place::new(node, format!("{}/{}", place.address, super::json::escape(name)));
    place.node.members().map(|(name, node)| (name.clone(), below(name, node))).collect()
}
