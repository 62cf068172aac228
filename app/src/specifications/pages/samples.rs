//! The call in the reader's language, with the reader's application.
use super::Place;
use crate::{
    paths,
    specifications::{SampleApplication, Samples},
    ui::CodeBlock,
};
use leptos::prelude::*;

#[component]
pub fn SamplePanel(
    samples: Samples,
    place: Place,
    /// Slug of the operation.
    operation: String,
    /// Where access can be asked for.
    register: Option<String>,
) -> impl IntoView {
    let Samples { languages, language, code, secret, application, applications } = samples;
    let name = languages.iter().find(|(slug, _)| *slug == language).map(|(_, name)| name.clone());
    let links: Vec<_> = languages
        .into_iter()
        .map(|(slug, name)| {
            let there = Place { language: Some(slug.clone()), ..place.clone() };
            let href = format!("{}#sample", there.operation(&operation));
            let current = (slug == language).then_some("true");
            view! { <li><a class="samples__language" href=href aria-current=current>{name}</a></li> }
        })
        .collect();
    let secret = secret.map(|variable| {
        let others = others(&applications, application.as_ref(), &place, &operation);
        view! { <p class="samples__secret">{secret_text(variable, application, register)} {others}</p> }
    });
    view! {
        <section class="samples" id="sample" aria-label="Code sample">
            <ul class="samples__languages" aria-label="Language">{links}</ul>
            <CodeBlock code label=name.unwrap_or_default() language/>
            {secret}
        </section>
    }
}

/// What stands for the credential, and where to get one.
fn secret_text(
    variable: String,
    application: Option<SampleApplication>,
    register: Option<String>,
) -> impl IntoView {
    let variable = view! { <code translate="no">{variable}</code> };
    match (application, register) {
        (Some(SampleApplication { slug, name }), _) => view! {
            {variable} " holds a credential of " <a href=paths::application_keys(&slug)>{name}</a> "."
        }
        .into_any(),
        (None, Some(href)) => view! {
            {variable} " holds a credential of your application. " <a href=href>"Register one"</a> "."
        }
        .into_any(),
        (None, None) => view! { {variable} " holds a credential of your application." }.into_any(),
    }
}

fn others(
    applications: &[SampleApplication],
    chosen: Option<&SampleApplication>,
    place: &Place,
    operation: &str,
) -> impl IntoView + use<> {
    let links: Vec<_> = applications
        .iter()
        .filter(|other| chosen != Some(other))
        .take(10)
        .map(|other| {
            let there = Place { application: Some(other.slug.clone()), ..place.clone() };
            let href = format!("{}#sample", there.operation(operation));
            view! { " " <a href=href>{other.name.clone()}</a> }
        })
        .collect();
    (!links.is_empty()).then(|| view! { " Use another:" {links} })
}
