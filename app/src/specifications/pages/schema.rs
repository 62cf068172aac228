//! Schemas level by level: what was sent is shown, what lies deeper is fetched when it is opened, or
//! stands on a page of its own.
use super::Place;
use crate::{
    count::counted,
    paths,
    specifications::{EnumValue, FieldView, SchemaLink, SchemaView, Variants},
    ui::{StatusBadge, Tone},
};
use leptos::prelude::*;

/// Values that are listed openly.
const VALUES: usize = 12;

/// What a field, parameter or header is: one line, and the text below it.
pub fn property(
    place: &Place,
    name: String,
    required: bool,
    schema: SchemaView,
    more_facts: Vec<String>,
) -> impl IntoView + use<> {
    let facts: Vec<String> = schema.facts.iter().cloned().chain(more_facts).collect();
    let deprecated = schema.deprecated.then(deprecated_badge);
    let type_text = schema.type_text.clone();
    view! {
        <li class="property">
            <div class="property__line">
                <code class="property__name" translate="no">{name}</code>
                <span class="property__type">{type_text}</span>
                {required.then(|| view! { <span class="property__required">"required"</span> })}
                {deprecated}
            </div>
            {facts_line(facts)}
            {text(schema.description_html.clone())}
            {matter(place, schema, true)}
        </li>
    }
}

pub fn deprecated_badge() -> impl IntoView {
    view! { <StatusBadge status="deprecated" tone=Tone::Warning label="Deprecated"/> }
}

pub fn facts_line(facts: Vec<String>) -> impl IntoView {
    (!facts.is_empty()).then(|| view! { <p class="property__facts">{facts.join(" · ")}</p> })
}

/// Sanitised HTML.
pub fn text(html: String) -> impl IntoView {
    (!html.is_empty())
        .then(|| view! { <div class="property__text prose prose--compact" inner_html=html></div> })
}

/// Values, fields and variants; `folded` ones have to be opened.
pub fn matter(place: &Place, schema: SchemaView, folded: bool) -> AnyView {
    let SchemaView { values, fields, variants, more, type_text, .. } = schema;
    let list = (!fields.is_empty()).then(|| {
        let count = fields.len() as u64;
        let list = field_list(place, fields);
        if folded {
            let whose = match type_text.trim_start_matches("array of ") {
                item if item.len() < type_text.len() => format!("each {item}"),
                _ => type_text,
            };
            view! {
                <details class="property__more">
                    <summary>{format!("{} of {whose}", counted(count, "field"))}</summary>
                    {list}
                </details>
            }
            .into_any()
        } else {
            list
        }
    });
    let variants = variants.map(|variants| variant_list(place, variants));
    let more = more.map(|link| elsewhere(place, link));
    view! { {values_list(values)} {list} {variants} {more} }.into_any()
}

fn field_list(place: &Place, fields: Vec<FieldView>) -> AnyView {
    let rows: Vec<_> = fields
        .into_iter()
        .map(|FieldView { name, required, schema }| property(place, name, required, schema, Vec::new()))
        .collect();
    view! { <ul class="property-list">{rows}</ul> }.into_any()
}

fn variant_list(place: &Place, variants: Variants) -> AnyView {
    let Variants { title, discriminator, list } = variants;
    let told = discriminator.clone();
    let rows: Vec<_> = list
        .into_iter()
        .map(|variant| {
            let when = told.clone().zip(variant.when).map(|(field, value)| {
                view! { <span class="property__type">{format!("when {field} is “{value}”")}</span> }
            });
            view! {
                <li class="property">
                    <div class="property__line">
                        <span class="property__variant" translate="no">{variant.title}</span>
                        {when}
                    </div>
                    {facts_line(variant.schema.facts.clone())}
                    {text(variant.schema.description_html.clone())}
                    {matter(place, variant.schema, true)}
                </li>
            }
        })
        .collect();
    view! {
        <p class="property__choice">{title}</p>
        <ul class="property-list">{rows}</ul>
    }
    .into_any()
}

fn values_list(values: Vec<EnumValue>) -> impl IntoView {
    (!values.is_empty()).then(|| {
        let told = values.iter().any(|value| !value.description_html.is_empty());
        if told {
            let rows: Vec<_> = values
                .into_iter()
                .map(|EnumValue { value, description_html }| {
                    view! { <li><code translate="no">{value}</code> {text(description_html)}</li> }
                })
                .collect();
            return view! { <ul class="property__values">{rows}</ul> }.into_any();
        }
        let named: Vec<String> = values.into_iter().map(|value| value.value).collect();
        if named.len() > VALUES {
            let summary = format!("{} values", named.len());
            return view! {
                <details class="property__more">
                    <summary>{summary}</summary>
                    <p class="property__enum"><code translate="no">{named.join(", ")}</code></p>
                </details>
            }
            .into_any();
        }
        view! { <p class="property__enum">"One of " <code translate="no">{named.join(", ")}</code></p> }
            .into_any()
    })
}

/// What is deeper: fetched when opened, or a link away.
fn elsewhere(place: &Place, link: SchemaLink) -> impl IntoView + use<> {
    let SchemaLink { title, address } = link;
    let href = paths::schema(&place.product, &place.version, &address);
    view! {
        <details class="property__more" data-elsewhere="">
            <summary>{format!("All of {title}")}</summary>
            <p><a href=href>{format!("{title} on a page of its own")}</a></p>
        </details>
    }
}
