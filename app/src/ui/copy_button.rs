use leptos::prelude::*;

use super::{Icon, IconName};

/// Copies `text`, or the code of the [`super::CodeBlock`] that it stands in. Appears only where copying
/// works: with WASM, in a secure context ([`super::conduct`] does it).
#[component]
pub fn CopyButton(
    #[prop(optional, into)] text: Signal<String>,
    /// What is copied, for screen readers: "API key".
    #[prop(into)]
    what: String,
) -> impl IntoView {
    view! {
        <button class="copy-button" type="button" data-copy=text>
            <Icon name=IconName::Copy/>
            <Icon name=IconName::Check/>
            <span class="copy-button__label" aria-live="polite">"Copy"</span>
            <span class="visually-hidden">{what}</span>
        </button>
    }
}
