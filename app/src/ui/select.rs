use leptos::prelude::*;

use super::{Field, FieldIds};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    pub value: String,
    pub label: String,
    pub disabled: bool,
}

impl SelectOption {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), disabled: false }
    }

    /// Shown, but not to be chosen. Where the reason matters, use [`RadioCards`](super::RadioCards).
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }
}

/// One of several values, with label, hint and error.
#[component]
pub fn Select(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    options: Vec<SelectOption>,
    #[prop(optional, into)] value: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] optional: bool,
    /// Keeps the ids of two forms on one page apart.
    #[prop(optional, into)]
    scope: Option<String>,
) -> impl IntoView {
    let ids = FieldIds::new(&name, scope.as_deref());
    let described_by = ids.described_by(hint.is_some(), false);
    let control = ids.control.clone();
    let options = options
        .into_iter()
        .map(|option| {
            let SelectOption { value: own, label, disabled } = option;
            let selected = {
                let own = own.clone();
                move || value.with(|value| *value == own)
            };
            view! {
                <option value=own disabled=disabled selected=selected>
                    {label}
                </option>
            }
        })
        .collect_view();
    view! {
        <Field ids label hint error optional>
            <select
                class="field__control"
                id=control
                name=name
                required=!optional
                aria-describedby=described_by
                aria-invalid=move || error.with(Option::is_some).then_some("true")
            >
                {options}
            </select>
        </Field>
    }
}
