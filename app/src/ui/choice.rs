use leptos::prelude::*;

use super::{FieldError, FieldIds};

/// A yes or no. Sends `value` (`true`) when ticked and nothing otherwise.
#[component]
pub fn Checkbox(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] checked: Signal<bool>,
    #[prop(default = "true".into(), into)] value: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional)] disabled: bool,
    /// Keeps the ids of several boxes of one name apart.
    #[prop(optional, into)]
    scope: Option<String>,
) -> impl IntoView {
    let ids = FieldIds::new(&name, scope.as_deref());
    let described_by = ids.described_by(hint.is_some(), false);
    view! {
        <div class="checkbox">
            <input
                class="checkbox__input"
                id=ids.control.clone()
                type="checkbox"
                name=name
                value=value
                checked=move || checked.get()
                required=required
                disabled=disabled
                aria-describedby=described_by
                aria-invalid=move || error.with(Option::is_some).then_some("true")
            />
            <label class="checkbox__label" for=ids.control>
                {label}
            </label>
            {hint.map(|hint| view! { <p class="checkbox__hint" id=ids.hint>{hint}</p> })}
            <FieldError id=ids.error error />
        </div>
    }
}

/// One card of [`RadioCards`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RadioCard {
    pub value: String,
    pub title: String,
    pub text: Option<String>,
    /// Why this one cannot be chosen. The card is shown greyed, with the reason.
    pub blocked: Option<String>,
}

impl RadioCard {
    pub fn new(value: impl Into<String>, title: impl Into<String>) -> Self {
        Self { value: value.into(), title: title.into(), text: None, blocked: None }
    }

    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    pub fn blocked(mut self, reason: impl Into<String>) -> Self {
        self.blocked = Some(reason.into());
        self
    }
}

/// One of a few, each with room for an explanation.
#[component]
pub fn RadioCards(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    cards: Vec<RadioCard>,
    #[prop(optional, into)] value: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(default = true)] required: bool,
    /// Keeps the ids of two forms on one page apart.
    #[prop(optional, into)]
    scope: Option<String>,
) -> impl IntoView {
    let ids = FieldIds::new(&name, scope.as_deref());
    let described_by = ids.described_by(hint.is_some(), false);
    let cards = cards
        .into_iter()
        .enumerate()
        .map(|(index, card)| {
            let RadioCard { value: own, title, text, blocked } = card;
            let checked = {
                let own = own.clone();
                move || value.with(|value| *value == own)
            };
            let about = format!("{}-{index}-about", ids.control);
            view! {
                <label class="radio-card">
                    <input
                        class="radio-card__input"
                        type="radio"
                        name=name.clone()
                        value=own
                        checked=checked
                        required=required
                        disabled=blocked.is_some()
                        aria-describedby=about.clone()
                    />
                    <span>
                        <span class="radio-card__title">{title}</span>
                        <span id=about>
                            {text.map(|text| view! { <span class="radio-card__text">{text}</span> })}
                            {blocked.map(|reason| view! { <span class="radio-card__reason">{reason}</span> })}
                        </span>
                    </span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="radio-cards" id=ids.control.clone() aria-describedby=described_by>
            <legend class="radio-cards__legend">{legend}</legend>
            {hint.map(|hint| view! { <p class="field__hint" id=ids.hint>{hint}</p> })}
            <div class="radio-cards__list">{cards}</div>
            <FieldError id=ids.error error />
        </fieldset>
    }
}
