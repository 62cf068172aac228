use leptos::prelude::*;
use leptos::wasm_bindgen::prelude::{Closure, JsValue};
use std::time::Duration;

use super::{Icon, IconName};

const SHOWN_FOR: Duration = Duration::from_secs(2);

/// Copies `text`. Appears only where copying works: with WASM, in a secure context.
#[component]
pub fn CopyButton(
    #[prop(into)] text: Signal<String>,
    /// What is copied, for screen readers: "API key".
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let usable = RwSignal::new(false);
    Effect::new(move || usable.set(window().is_secure_context()));
    let copied = RwSignal::new(false);
    let copy = move |_| copy_to_clipboard(&text.get_untracked(), copied);
    view! {
        <button
            class="copy-button"
            type="button"
            hidden=move || !usable.get()
            data-copied=move || copied.get().then_some("true")
            on:click=copy
        >
            {move || {
                let name = if copied.get() { IconName::Check } else { IconName::Copy };
                view! { <Icon name /> }
            }}
            <span aria-live="polite">{move || if copied.get() { "Copied" } else { "Copy" }}</span>
            <span class="visually-hidden">{what}</span>
        </button>
    }
}

/// Says so only once the browser has: it may refuse.
fn copy_to_clipboard(text: &str, copied: RwSignal<bool>) {
    let done = Closure::once(move |_: JsValue| {
        copied.set(true);
        set_timeout(move || copied.set(false), SHOWN_FOR);
    });
    let refused = Closure::once(|_: JsValue| {});
    let _ = window().navigator().clipboard().write_text(text).then2(&done, &refused);
    done.forget();
    refused.forget();
}
