use leptos::prelude::*;

use super::CopyButton;

/// Facts about one thing. Stacked by default; `rows` puts terms beside values.
#[component]
pub fn DefinitionList(
    #[prop(optional)] rows: bool,
    /// [`Definition`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <dl class=if rows { "definition-list definition-list--rows" } else { "definition-list" }>
            {children()}
        </dl>
    }
}

#[component]
pub fn Definition(#[prop(into)] term: String, children: Children) -> impl IntoView {
    view! {
        <div class="definition">
            <dt class="definition__term">{term}</dt>
            <dd class="definition__value">{children()}</dd>
        </div>
    }
}

/// An identifier, with its name where it stands alone: one click selects it, and it can be copied.
#[component]
pub fn KeyValue(
    #[prop(optional, into)] key: Option<String>,
    #[prop(into)] value: String,
    #[prop(optional)] copy: bool,
) -> impl IntoView {
    let copy_button = copy.then(|| {
        let what = key.clone().unwrap_or_else(|| value.clone());
        view! { <CopyButton text=value.clone() what /> }
    });
    view! {
        <span class="key-value">
            {key.map(|key| view! { <span class="key-value__key">{key}</span> })}
            <code class="key-value__value" translate="no">
                {value}
            </code>
            {copy_button}
        </span>
    }
}
