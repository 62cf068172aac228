//! What the document says before its operations: where calls go, who may call.
use super::{bodies::prose, channel::bindings};
use crate::{
    paths,
    specifications::{ExternalLink, ReferenceOverview, SchemaLink, SchemeView, ServerView},
    ui::{Disclosure, KeyValue, Section},
};
use leptos::prelude::*;

/// Above the operations.
pub fn introduction(overview: &ReferenceOverview) -> impl IntoView + use<> {
    let base_url = overview.base_url.clone().map(|url| {
        view! { <Section title="Base URL"><KeyValue value=url copy=true/></Section> }
    });
    let servers = overview.has_channels().then(|| super::channel::servers(overview.servers.clone()));
    view! { {prose(overview.description_html.clone())} {base_url} {servers} }
}

/// Below the operations.
pub fn details(product: &str, version: &str, overview: ReferenceOverview) -> impl IntoView + use<> {
    // Channels have theirs above.
    let folded = !overview.servers.is_empty() && !overview.has_channels();
    let links = [
        overview.external_docs,
        overview.contact.map(|link| ExternalLink { text: format!("Contact: {}", link.text), ..link }),
        overview.license.map(|link| ExternalLink { text: format!("License: {}", link.text), ..link }),
        overview.terms_url.map(|url| ExternalLink { text: "Terms of service".to_owned(), url }),
    ];
    let links: Vec<_> = links
        .into_iter()
        .flatten()
        .map(|link| view! { <li><a href=link.url rel="noopener noreferrer nofollow external">{link.text}</a></li> })
        .collect();
    let servers = folded.then(|| {
        let list = server_list(overview.servers);
        view! { <Disclosure summary="Servers">{list}</Disclosure> }
    });
    let schemes = (!overview.schemes.is_empty()).then(|| schemes(overview.schemes));
    let schemas = (!overview.schemas.is_empty()).then(|| schemas(product, version, overview.schemas));
    let links =
        (!links.is_empty()).then(|| view! { <Disclosure summary="More"><ul>{links}</ul></Disclosure> });
    view! { <Section title="About the document">{servers} {schemes} {schemas} {links}</Section> }
}

pub fn server_list(servers: Vec<ServerView>) -> impl IntoView {
    let rows: Vec<_> = servers
        .into_iter()
        .map(|server| {
            let variables: Vec<_> = server
                .variables
                .into_iter()
                .map(|variable| {
                    let values = (!variable.values.is_empty())
                        .then(|| format!(" (one of {})", variable.values.join(", ")));
                    let text = format!("{}: {}", variable.name, variable.default);
                    view! { <p class="property__facts">{text} {values} " " {variable.description}</p> }
                })
                .collect();
            view! {
                <li class="property">
                    <div class="property__line">
                        <code translate="no">{server.url}</code>
                        <span class="property__type">{server.protocol}</span>
                    </div>
                    <p class="property__facts">{server.description}</p>
                    {variables}
                    {bindings(server.bindings)}
                </li>
            }
        })
        .collect();
    view! { <ul class="property-list">{rows}</ul> }
}

fn schemes(schemes: Vec<SchemeView>) -> impl IntoView {
    let rows: Vec<_> = schemes
        .into_iter()
        .map(|scheme| {
            let scopes: Vec<_> = scheme.scopes.into_iter().map(|scope| view! { <li>{scope}</li> }).collect();
            let scopes = (!scopes.is_empty()).then(|| {
                view! { <details class="property__more"><summary>"Scopes"</summary><ul>{scopes}</ul></details> }
            });
            view! {
                <li class="property">
                    <div class="property__line">
                        <code class="property__name" translate="no">{scheme.name}</code>
                        <span>{scheme.text}</span>
                    </div>
                    {prose(scheme.description_html)}
                    {scopes}
                </li>
            }
        })
        .collect();
    view! {
        <Disclosure summary="Authentication, in the document’s words"><ul class="property-list">{rows}</ul></Disclosure>
    }
}

fn schemas(product: &str, version: &str, schemas: Vec<SchemaLink>) -> impl IntoView + use<> {
    let rows: Vec<_> = schemas
        .into_iter()
        .map(|SchemaLink { title, address }| {
            view! { <li><a href=paths::schema(product, version, &address) translate="no">{title}</a></li> }
        })
        .collect();
    view! { <Disclosure summary="Schemas"><ul class="schema-names">{rows}</ul></Disclosure> }
}
