//! Who may call: as it works here, and what the document says beside it.
use crate::{
    catalog::{ProductVersion, strategy_label, strategy_sentence},
    paths,
    specifications::{SchemeUse, SecurityView},
    ui::Section,
};
use leptos::prelude::*;

pub fn authentication(version: &ProductVersion, security: SecurityView) -> impl IntoView + use<> {
    let (label, sentence) = (strategy_label(version), strategy_sentence(version));
    let register = version.can_be_registered_for().is_ok().then(|| {
        let href = paths::request_access(&version.product_slug, &version.slug);
        view! { " " <a href=href>"Register an application"</a> }
    });
    view! {
        <Section title="Authentication">
            <p><strong>{label}</strong> ": " {sentence} {register}</p>
            {of_document(security)}
        </Section>
    }
}

fn of_document(security: SecurityView) -> impl IntoView {
    if security.open {
        return view! { <p class="muted">"The API itself asks for no authentication here."</p> }.into_any();
    }
    let ways: Vec<_> = security.ways.into_iter().map(way).collect();
    (!ways.is_empty())
        .then(|| {
            view! {
                <details class="property__more">
                    <summary>"What the document says"</summary>
                    <ul class="property-list">{ways}</ul>
                </details>
            }
        })
        .into_any()
}

fn way(schemes: Vec<SchemeUse>) -> impl IntoView {
    let texts: Vec<String> = schemes
        .iter()
        .map(|scheme| if scheme.text.is_empty() { scheme.name.clone() } else { scheme.text.clone() })
        .collect();
    let scopes: Vec<String> = schemes.into_iter().flat_map(|scheme| scheme.scopes).collect();
    let scopes = (!scopes.is_empty())
        .then(|| view! { <p class="property__facts">"Scopes: " <code>{scopes.join(", ")}</code></p> });
    view! { <li class="property">{texts.join(" and ")} {scopes}</li> }
}
