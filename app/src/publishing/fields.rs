//! The fields that creating and changing share.
use crate::{
    auth_strategies::AuthStrategy,
    catalog::{NAME_MAX, VersionSettings, Visibility},
    error::PortalError,
    page_info::page_info,
    ui::{
        Checkbox, Notice, RadioCard, RadioCards, Select, SelectOption, TextArea, TextInput, Tone,
        form::AnyForm,
    },
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What a product's form begins with.
#[derive(Debug, Clone, Default)]
pub struct ProductTexts {
    pub title: String,
    pub slug: String,
    pub summary: String,
    pub description: String,
    pub labels: BTreeMap<String, String>,
}

#[component]
pub fn ProductFields(#[prop(into)] form: AnyForm, texts: ProductTexts) -> impl IntoView {
    view! {
        <TextInput name="title" label="Title" value=form.value("title", texts.title) error=form.error("title") limit=NAME_MAX as u32/>
        <TextInput
            name="slug"
            label="Address"
            hint="The last part of the product's address: letters, digits, - and _. Left empty, it is made from the title. After a change the old address still leads here."
            value=form.value("slug", texts.slug)
            error=form.error("slug")
            mono=true
            optional=true
        />
        <TextInput name="summary" label="Summary" hint="One sentence for the catalog." value=form.value("summary", texts.summary) error=form.error("summary") limit=NAME_MAX as u32 optional=true/>
        <TextArea name="description" label="Description" hint="Markdown." value=form.value("description", texts.description) error=form.error("description") rows=12 mono=true optional=true/>
        <TextArea name="labels" label="Labels" hint="One “key: value” a line, for searching: “team: logistics”." value=form.value("labels", crate::catalog::labels_to_lines(&texts.labels)) error=form.error("labels") rows=3 mono=true optional=true/>
    }
}

pub fn visibility_cards() -> Vec<RadioCard> {
    vec![
        RadioCard::new("public", "Everyone").text("Anybody may find and read it, signed in or not."),
        RadioCard::new("signed_in", "Signed-in developers").text("To everybody else it does not exist."),
        RadioCard::new("private", "Those with a role").text(
            "To developers and teams that you name, and to admins. To everybody else it does not exist.",
        ),
    ]
}

/// Of a new product; later it is changed where one sees what the change does.
#[component]
pub fn VisibilityField(#[prop(into)] form: AnyForm) -> impl IntoView {
    view! {
        <RadioCards name="visibility" legend="Who may see it" cards=visibility_cards() value=form.value("visibility", Visibility::default().as_str()) error=form.error("visibility")/>
    }
}

#[component]
pub fn VersionFields(
    #[prop(into)] form: AnyForm,
    settings: VersionSettings,
    strategies: Vec<AuthStrategy>,
    name_hint: &'static str,
) -> impl IntoView {
    let mut options = vec![SelectOption::new("", "None: nobody can register, and every call is refused")];
    options.extend(strategies.into_iter().map(|strategy| {
        let label = format!("{} ({})", strategy.name, strategy.settings.kind().label());
        SelectOption::new(strategy.id.to_string(), label)
    }));
    let chosen = settings.auth_strategy_id.map(|id| id.to_string()).unwrap_or_default();
    view! {
        <TextInput name="name" label="Name" hint=name_hint value=form.value("name", settings.name) error=form.error("name") limit=NAME_MAX as u32/>
        <Select name="auth_strategy_id" label="Auth strategy" hint="How calls prove themselves. Applications with the same strategy can register." options value=form.value("auth_strategy_id", chosen) error=form.error("auth_strategy_id") optional=true/>
        <Checkbox name="registration_enabled" label="Developers may request access" hint="Switching this off leaves those with access alone." checked=form.checked("registration_enabled", "true", settings.registration_enabled)/>
        <Checkbox name="auto_approve" label="Approve requests at once" hint="Nobody needs to look at them first." checked=form.checked("auto_approve", "true", settings.auto_approve)/>
        <TextInput name="upstream_url" label="Upstream address" hint="Where the embedded gateway sends calls, such as https://api.example.com/v1. Never shown to developers." value=form.value("upstream_url", settings.upstream_url.unwrap_or_default()) error=form.error("upstream_url") mono=true optional=true/>
    }
}

/// What was wrong with an upload that was sent without WASM.
#[component]
pub fn UploadNotice(function: &'static str) -> impl IntoView {
    let error =
        page_info().submission.filter(|sent| sent.function == function).and_then(|sent| sent.outcome.err());
    error.map(|error| {
        let text = match &error {
            PortalError::TooLarge { limit_bytes } => {
                format!("The file is too large: at most {} MB can be uploaded here.", limit_bytes / 1_048_576)
            }
            PortalError::Invalid(errors) => {
                errors.iter().map(|e| e.message.clone()).collect::<Vec<_>>().join(" ")
            }
            other => other.to_string(),
        };
        view! { <Notice tone=Tone::Danger alert=true title="Nothing was uploaded"><p>{text}</p></Notice> }
    })
}
