//! Keys that stop working soon, each with the one thing to do about it.
use super::{
    model::*,
    server_fns::{RotateCredential, get_application_keys},
};
use crate::{
    applications::Application,
    auth_strategies::StrategyKind,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        LinkButton, Notice, SecretPanel, Tone,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
        moment_text,
    },
};
use leptos::prelude::*;

/// How long a key goes on working that is replaced with one click.
const OVERLAP: Overlap = Overlap::Week;

/// For the overview of an application.
#[component]
pub fn EndingKeys(application: Application) -> impl IntoView {
    if application.auth_strategy.kind() != StrategyKind::KeyAuth {
        return ().into_any();
    }
    let form = use_form::<RotateCredential>();
    let slug = application.slug;
    let replaced = form.version();
    let keys = Loading::new(move || (slug.clone(), replaced.get()), |(slug, _)| get_application_keys(slug));
    loaded(keys, move |keys| view! { <EndingKeyNotices form keys/> }).into_any()
}

/// The alerts themselves, and the successor at the only moment it is known.
#[component]
pub fn EndingKeyNotices(form: FormHandle<RotateCredential>, keys: ApplicationKeys) -> impl IntoView {
    let slug = keys.application_slug;
    let issued = form.result();
    let successor = {
        let slug = slug.clone();
        move || issued.get().map(|issued| view! { <Successor issued slug=slug.clone()/> })
    };
    let notices: Vec<AnyView> = keys
        .credentials
        .into_iter()
        .filter_map(|key| match key.status {
            CredentialStatus::Active if key.ends_soon => Some(expiring(form, &slug, key)),
            CredentialStatus::Retiring { until } if key.is_used_after_all() => {
                Some(still_used(&slug, key, until))
            }
            _ => None,
        })
        .collect();
    view! {
        <FormNotice form/>
        {successor}
        {notices}
    }
}

fn expiring(form: FormHandle<RotateCredential>, slug: &str, key: Credential) -> AnyView {
    let title = format!(
        "“{}” ({}) stops working on {}",
        key.name,
        key.shape(),
        key.expires_at.map(moment_text).unwrap_or_default()
    );
    let (application, id) = (slug.to_owned(), key.id.to_string());
    let who = paths::credential(slug, key.id);
    view! {
        <Notice tone=Tone::Warning title>
            <p>
                "Replace it with one click: you get a key with the same name and lifetime, and this one goes on working for up to a week. "
                <a href=who>"See who uses it"</a>
            </p>
            <Form form class="ending-key">
                <input type="hidden" name="application" value=application/>
                <input type="hidden" name="id" value=id/>
                <input type="hidden" name="overlap" value=OVERLAP.as_str()/>
                <SubmitButton form>"Replace key"</SubmitButton>
            </Form>
        </Notice>
    }
    .into_any()
}

fn still_used(slug: &str, key: Credential, until: chrono::DateTime<chrono::Utc>) -> AnyView {
    let who = paths::credential(slug, key.id);
    let text = format!(
        "It has been replaced, but the last call with it came on {}. Exchange it there before its time is over.",
        key.last_used_at.map(moment_text).unwrap_or_default()
    );
    let title = format!(
        "“{}” ({}) is still used, and stops working on {}",
        key.name,
        key.shape(),
        moment_text(until)
    );
    let actions = move || view! { <LinkButton href=who>"See who uses it"</LinkButton> };
    view! { <Notice tone=Tone::Warning title actions><p>{text}</p></Notice> }.into_any()
}

#[component]
fn Successor(issued: IssuedCredential, slug: String) -> impl IntoView {
    let key = paths::application_keys(&slug);
    view! {
        <SecretPanel
            title=format!("Your new key “{}”", issued.credential.name)
            secret=issued.secret
            label="API key"
            note="Store it now, and put it in the place of the old one: it is not kept here and cannot be shown again."
            actions=move || view! { <LinkButton href=key>"I have stored it"</LinkButton> }
        />
    }
}
