//! A schema on a page of its own.
use super::{
    Place,
    schema::{facts_line, matter, text},
};
use crate::{
    area::use_params_map,
    load::Load,
    loading::Loading,
    paths,
    specifications::{SchemaDetail, SchemaPageView, read_schema},
    ui::{CodeBlock, Crumb, Page, PageHeader, PageWidth, Section},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn SchemaPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let place = move || {
        let params = params.read();
        let get = |name: &str| params.get(name).unwrap_or_default();
        (get("product"), get("version"), query.read().get("at").unwrap_or_default())
    };
    let schema = Loading::new(place, |(product, version, address)| read_schema(product, version, address));
    view! { <Load loading=schema view=|found| view! { <Schema found/> }/> }
}

#[component]
fn Schema(found: SchemaPageView) -> impl IntoView {
    let SchemaPageView { version, schema: SchemaDetail { title, schema, example } } = found;
    let place =
        Place { product: version.product_slug.clone(), version: version.slug.clone(), ..Place::default() };
    let crumbs = vec![
        Crumb::new(version.product_title.clone(), paths::product(&place.product)),
        Crumb::new(version.name.clone(), paths::version(&place.product, &place.version)),
    ];
    let example = example.map(|code| {
        view! { <Section title="Example"><CodeBlock code label="JSON" language="json"/></Section> }
    });
    let type_text = schema.type_text.clone();
    view! {
        <Page width=PageWidth::Narrow>
            <PageHeader window=format!("{title} · {}", version.product_title) title crumbs/>
            <p class="property__type">{type_text}</p>
            {facts_line(schema.facts.clone())}
            {text(schema.description_html.clone())}
            <div data-whole="">{matter(&place, schema, false)}</div>
            {example}
        </Page>
    }
}
