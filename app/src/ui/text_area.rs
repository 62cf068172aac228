use leptos::prelude::*;

use super::{Field, FieldIds};

/// Several lines of text with label, hint, limit and error.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// Read once: a textarea's text is its content, not an attribute.
    #[prop(optional, into)]
    value: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] limit: Option<u32>,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] optional: bool,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional)] mono: bool,
    /// Keeps the ids of two forms on one page apart.
    #[prop(optional, into)]
    scope: Option<String>,
) -> impl IntoView {
    let ids = FieldIds::new(&name, scope.as_deref());
    let described_by = ids.described_by(hint.is_some(), limit.is_some());
    let control = ids.control.clone();
    let count = RwSignal::new(None);
    view! {
        <Field ids label hint limit count=Some(count.into()) error optional>
            <textarea
                class=if mono { "field__control field__control--mono" } else { "field__control" }
                id=control
                name=name
                rows=rows
                required=!optional
                placeholder=placeholder
                spellcheck=mono.then_some("false")
                aria-describedby=described_by
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:input=move |event| count.set(Some(event_target_value(&event).chars().count()))
            >
                {value.get_untracked()}
            </textarea>
        </Field>
    }
}
