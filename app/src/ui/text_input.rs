use leptos::prelude::*;

use super::{Field, FieldIds};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputType {
    #[default]
    Text,
    Email,
    Password,
    Url,
    Number,
    Date,
    File,
}

impl InputType {
    const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
            Self::Password => "password",
            Self::Url => "url",
            Self::Number => "number",
            Self::Date => "date",
            Self::File => "file",
        }
    }
}

/// One line of text with its label, hint, limit and error.
///
/// What a person has typed before WASM arrives is never overwritten: `value` is an attribute.
#[component]
pub fn TextInput(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] limit: Option<u32>,
    #[prop(optional)] r#type: InputType,
    /// May be left empty. Otherwise the browser asks for a value.
    #[prop(optional)]
    optional: bool,
    /// A value of `autocomplete`, such as `email` or `new-password`.
    #[prop(optional, into)]
    autocomplete: Option<String>,
    #[prop(optional, into)] placeholder: Option<String>,
    /// Accepted file types, for `InputType::File`.
    #[prop(optional, into)]
    accept: Option<String>,
    #[prop(optional, into)] min: Option<String>,
    #[prop(optional, into)] max: Option<String>,
    /// For names and keys that machines read.
    #[prop(optional)]
    mono: bool,
    #[prop(optional)] readonly: bool,
    #[prop(optional)] autofocus: bool,
    /// Keeps the ids of two forms on one page apart.
    #[prop(optional, into)]
    scope: Option<String>,
    /// Buttons beside the input, such as "Generate".
    #[prop(optional, into)]
    trailing: Option<ViewFnOnce>,
) -> impl IntoView {
    let ids = FieldIds::new(&name, scope.as_deref());
    let described_by = ids.described_by(hint.is_some(), limit.is_some());
    let control = ids.control.clone();
    let count = RwSignal::new(None);
    view! {
        <Field ids label hint limit count=Some(count.into()) error optional trailing>
            <input
                class=if mono { "field__control field__control--mono" } else { "field__control" }
                id=control
                type=r#type.name()
                name=name
                value=move || (r#type != InputType::File).then(|| value.get())
                required=!optional
                readonly=readonly
                autofocus=autofocus
                autocomplete=autocomplete
                placeholder=placeholder
                accept=accept
                min=min
                max=max
                spellcheck=mono.then_some("false")
                autocapitalize=mono.then_some("none")
                aria-describedby=described_by
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:input=move |event| count.set(Some(event_target_value(&event).chars().count()))
            />
        </Field>
    }
}
