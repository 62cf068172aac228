//! What was found, under the headings of its kinds.
use super::model::*;
use crate::{
    catalog::LifecycleStage,
    paths,
    ui::{Icon, IconName, MethodBadge, Tag},
};
use leptos::prelude::*;

/// The hits of each kind together, the kind of the best hit first.
pub fn by_kind(hits: Vec<SearchHit>) -> Vec<(SearchKind, Vec<SearchHit>)> {
    let mut groups: Vec<(SearchKind, Vec<SearchHit>)> = Vec::new();
    for hit in hits {
        match groups.iter_mut().find(|(kind, _)| *kind == hit.kind) {
            Some((_, group)) => group.push(hit),
            None => groups.push((hit.kind, vec![hit])),
        }
    }
    groups
}

#[component]
pub fn Results(hits: Vec<SearchHit>) -> impl IntoView {
    by_kind(hits)
        .into_iter()
        .map(|(kind, hits)| {
            let id = format!("found-{}", kind.as_str());
            let labelled = id.clone();
            let hits = hits.into_iter().map(|hit| view! { <li>{result(hit)}</li> }).collect_view();
            view! {
                <section class="search-group" aria-labelledby=labelled>
                    <h2 class="search-group__title" id=id>{kind.heading()}</h2>
                    <ul class="search-group__list">{hits}</ul>
                </section>
            }
        })
        .collect_view()
}

fn result(hit: SearchHit) -> impl IntoView {
    let place = place(&hit);
    let deprecated = is_deprecated(&hit).then(|| view! { <Tag>"Deprecated"</Tag> });
    let excerpt =
        (!hit.excerpt.is_empty()).then(|| view! { <p class="search-result__text">{hit.excerpt}</p> });
    let mentions = (!hit.mentions.is_empty()).then(|| {
        let within = if hit.kind == SearchKind::Document {
            "In its text: "
        } else {
            "In its parameters, fields or description: "
        };
        view! { <p class="search-result__fact">{within} <b>{hit.mentions.join(", ")}</b></p> }
    });
    let also_in = (!hit.also_in.is_empty()).then(
        || view! { <p class="search-result__fact">{format!("Also in {}", hit.also_in.join(", "))}</p> },
    );
    let callable = hit.callable_with.map(|application| {
        view! {
            <p class="search-result__fact">
                <Icon name=IconName::CheckCircle/>
                "You can call this with " <a href=paths::application(&application.slug)>{application.name}</a>
            </p>
        }
    });
    let call = hit.operation.map(|operation| {
        view! {
            <p class="search-result__call">
                <MethodBadge method=operation.method/>
                <code translate="no">{operation.path}</code>
            </p>
        }
    });
    view! {
        <article class="search-result">
            <h3 class="search-result__title"><a href=hit.href>{hit.title}</a> {deprecated}</h3>
            {call}
            {excerpt}
            <p class="search-result__fact">{place}</p>
            {mentions}
            {also_in}
            {callable}
        </article>
    }
}

/// Where it stands: the API, and the version.
pub fn place(hit: &SearchHit) -> String {
    match (&hit.version, hit.kind) {
        (Some(version), SearchKind::Operation) => format!("{} {}", hit.product_title, version.name),
        (_, SearchKind::Product) => "API".to_owned(),
        (_, SearchKind::Version) => format!("Version of {}", hit.product_title),
        _ => hit.product_title.clone(),
    }
}

pub fn is_deprecated(hit: &SearchHit) -> bool {
    hit.operation.as_ref().is_some_and(|operation| operation.deprecated)
        || hit.version.as_ref().is_some_and(|version| version.stage == LifecycleStage::Deprecated)
}

/// How many were found, in words.
pub fn count(answer: &SearchAnswer) -> String {
    match (answer.hits.total, answer.more) {
        (0, _) => "Nothing found".to_owned(),
        (1, false) => "1 result".to_owned(),
        (total, false) => format!("{total} results"),
        (total, true) => format!("The best {total} results"),
    }
}
