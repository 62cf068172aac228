//! Parameters, bodies, responses, callbacks.
use super::{
    Place,
    schema::{deprecated_badge, facts_line, matter, property, text},
};
use crate::{
    specifications::{
        BodyView, CallbackView, ContentView, ExampleView, LinkView, PARAMETER_GROUPS, ParameterView,
        ResponseView, status_meaning,
    },
    ui::{CodeBlock, Disclosure, MethodBadge, Prose, Section},
};
use leptos::prelude::*;

pub fn prose(html: String) -> impl IntoView {
    (!html.is_empty()).then(|| view! { <Prose sanitised_html=html/> })
}

/// By where they stand.
pub fn parameters(place: &Place, parameters: Vec<ParameterView>) -> impl IntoView + use<> {
    PARAMETER_GROUPS
        .into_iter()
        .filter_map(|(location, title)| {
            let rows: Vec<_> = parameters.iter().filter(|row| row.location == location).cloned().collect();
            (!rows.is_empty()).then(|| {
                let list = parameter_list(place, rows);
                view! { <Section title>{list}</Section> }
            })
        })
        .collect_view()
}

fn parameter_list(place: &Place, parameters: Vec<ParameterView>) -> impl IntoView + use<> {
    let rows: Vec<_> = parameters
        .into_iter()
        .map(|row| {
            let example = row.example.map(|example| format!("example {example}"));
            let mut schema = row.schema;
            schema.deprecated |= row.deprecated;
            property(place, row.name, row.required, schema, row.style.into_iter().chain(example).collect())
        })
        .collect();
    view! { <ul class="property-list">{rows}</ul> }
}

pub fn request_body(place: &Place, body: BodyView) -> impl IntoView + use<> {
    let title = if body.required { "Request body" } else { "Request body (optional)" };
    let contents = contents(place, body.contents, true);
    view! { <Section title>{prose(body.description_html)} {contents}</Section> }
}

fn contents(place: &Place, contents: Vec<ContentView>, open: bool) -> impl IntoView + use<> {
    contents.into_iter().map(|shown| content(place, shown, open)).collect_view()
}

fn content(place: &Place, content: ContentView, open: bool) -> impl IntoView + use<> {
    let examples = examples(&content.media_type, content.examples, open);
    let type_text = content.schema.type_text.clone();
    view! {
        <div class="content stack stack--tight">
            <p class="property__line">
                <code class="property__name" translate="no">{content.media_type}</code>
                <span class="property__type">{type_text}</span>
                {content.schema.deprecated.then(deprecated_badge)}
            </p>
            {facts_line(content.schema.facts.clone())}
            {text(content.schema.description_html.clone())}
            {matter(place, content.schema, false)}
            {examples}
        </div>
    }
}

pub fn examples(media_type: &str, examples: Vec<ExampleView>, open: bool) -> impl IntoView + use<> {
    let language = if media_type.contains("json") { "json" } else { "" };
    let mut open = open;
    examples
        .into_iter()
        .map(|example| {
            let opened = std::mem::take(&mut open);
            let label =
                if example.generated { "Made from the schema".to_owned() } else { media_type.to_owned() };
            view! {
                <Disclosure summary=example.title open=opened>
                    <CodeBlock code=example.text label language/>
                </Disclosure>
            }
        })
        .collect_view()
}

pub fn responses(place: &Place, responses: Vec<ResponseView>) -> impl IntoView + use<> {
    let good = responses.iter().position(|response| response.status.starts_with('2'));
    (!responses.is_empty()).then(|| {
        let rows: Vec<_> = responses
            .into_iter()
            .enumerate()
            .map(|(at, shown)| response(place, shown, Some(at) == good))
            .collect();
        view! { <Section title="Responses" id="responses">{rows}</Section> }
    })
}

fn response(place: &Place, response: ResponseView, open: bool) -> impl IntoView + use<> {
    let class: String = response.status.chars().take(1).collect();
    let headers = (!response.headers.is_empty()).then(|| {
        let list = parameter_list(place, response.headers);
        view! { <Disclosure summary="Headers">{list}</Disclosure> }
    });
    let links = (!response.links.is_empty()).then(|| {
        let rows: Vec<_> = response.links.into_iter().map(|shown| link(place, shown)).collect();
        view! { <Disclosure summary="What to do with it"><ul class="property-list">{rows}</ul></Disclosure> }
    });
    view! {
        <section class="response">
            <h3 class="response__status" data-class=class>
                {response.status.clone()} <span class="response__meaning">{status_meaning(&response.status)}</span>
            </h3>
            {text(response.description_html)}
            {headers}
            {contents(place, response.contents, open)}
            {links}
        </section>
    }
}

fn link(place: &Place, link: LinkView) -> impl IntoView + use<> {
    let target = match link.operation {
        Some(slug) => view! { <a href=place.operation(&slug)>{link.target}</a> }.into_any(),
        None => link.target.into_any(),
    };
    view! {
        <li class="property">
            <div class="property__line">
                <code class="property__name" translate="no">{link.name}</code>
                <span class="property__type">{target}</span>
            </div>
            {facts_line(link.parameters)}
            {text(link.description_html)}
        </li>
    }
}

pub fn callbacks(place: &Place, callbacks: Vec<CallbackView>) -> impl IntoView + use<> {
    (!callbacks.is_empty()).then(|| {
        let rows: Vec<_> = callbacks.into_iter().map(|shown| callback(place, shown)).collect();
        let lead = "Calls that the provider makes to you in turn.";
        view! { <Section title="Callbacks" lead>{rows}</Section> }
    })
}

fn callback(place: &Place, callback: CallbackView) -> impl IntoView + use<> {
    let title = if callback.summary.is_empty() { callback.name } else { callback.summary };
    let body = callback.request_body.map(|body| {
        view! {
            <p class="property__choice">"It sends"</p>
            {text(body.description_html)}
            {contents(place, body.contents, false)}
        }
    });
    let responses: Vec<_> =
        callback.responses.into_iter().map(|shown| response(place, shown, false)).collect();
    view! {
        <details class="callback">
            <summary>{title}</summary>
            <p class="request-line">
                <MethodBadge method=callback.method/>
                <code class="request-line__path" translate="no">{callback.expression}</code>
            </p>
            {text(callback.description_html)}
            {body}
            <p class="property__choice">"It expects in return"</p>
            {responses}
        </details>
    }
}
