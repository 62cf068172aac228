//! What a new document changes for those who call the API.
use crate::{
    specifications::{Change, Comparison, OperationChange, OperationLink},
    ui::{Disclosure, MethodBadge, Notice, Section, StatusBadge, Tone},
};
use leptos::prelude::*;

/// Operations listed under one heading.
const LISTED: usize = 200;

pub fn comparison_part(comparison: Comparison) -> AnyView {
    if comparison.is_empty() {
        return view! {
            <Notice title="Nothing changes for callers">
                <p>"Operations, parameters and schemas are those that readers see now; texts may differ."</p>
            </Notice>
        }
        .into_any();
    }
    let breaking = comparison.breaking();
    let lead = format!(
        "{} added, {} removed, {} changed, {} as before.",
        comparison.added.len(),
        comparison.removed.len(),
        comparison.changed.len(),
        comparison.unchanged
    );
    let warning = (breaking > 0).then(|| {
        let title = match breaking {
            1 => "Callers of one operation may fail".to_owned(),
            several => format!("Callers of {several} operations may fail"),
        };
        view! {
            <Notice tone=Tone::Warning title>
                <p>"What is marked as breaking below can stop programs that work today. A new version beside this one leaves them in peace."</p>
            </Notice>
        }
    });
    let Comparison { added, removed, changed, .. } = comparison;
    view! {
        <Section title="What changes for callers" lead>
            {warning}
            {list("Removed", removed, true)}
            {changes(changed)}
            {list("Added", added, false)}
        </Section>
    }
    .into_any()
}

fn list(title: &'static str, operations: Vec<OperationLink>, breaking: bool) -> impl IntoView {
    let count = operations.len();
    let rows: Vec<_> =
        operations.into_iter().take(LISTED).map(move |operation| row(&operation, breaking, None)).collect();
    (count > 0).then(|| {
        view! {
            <Disclosure summary=format!("{title} ({count})") open=count <= 20>
                <ul class="changes">{rows}</ul>
                {(count > LISTED).then(|| view! { <p class="muted">{format!("And {} more.", count - LISTED)}</p> })}
            </Disclosure>
        }
    })
}

fn changes(changed: Vec<OperationChange>) -> impl IntoView {
    let count = changed.len();
    let rows: Vec<_> = changed
        .into_iter()
        .take(LISTED)
        .map(|change| {
            let breaking = change.is_breaking();
            let told: Vec<_> = change.changes.into_iter().map(told).collect();
            let told = view! { <ul class="changes__told">{told}</ul> }.into_any();
            row(&change.operation, breaking, Some(told))
        })
        .collect();
    (count > 0).then(|| {
        view! {
            <Disclosure summary=format!("Changed ({count})") open=count <= 20>
                <ul class="changes">{rows}</ul>
                {(count > LISTED).then(|| view! { <p class="muted">{format!("And {} more.", count - LISTED)}</p> })}
            </Disclosure>
        }
    })
}

fn row(operation: &OperationLink, breaking: bool, told: Option<AnyView>) -> impl IntoView + use<> {
    view! {
        <li class="changes__row">
            <p class="changes__line">
                <MethodBadge method=operation.method.clone()/>
                <code translate="no">{operation.path.clone()}</code>
                <span class="muted">{operation.summary.clone()}</span>
                {breaking.then(breaking_badge)}
            </p>
            {told}
        </li>
    }
}

fn told(change: Change) -> impl IntoView {
    let place = (!change.place.is_empty()).then(|| view! { <strong>{change.place}</strong> " " });
    view! { <li>{place} {change.text} " " {change.breaking.then(breaking_badge)}</li> }
}

fn breaking_badge() -> impl IntoView {
    view! { <StatusBadge status="breaking" tone=Tone::Danger label="Breaking"/> }
}
