use leptos::prelude::*;

use super::CopyButton;

/// A secret that is shown once. One click selects all of it, so that it can be copied without WASM.
#[component]
pub fn SecretPanel(
    #[prop(into)] title: String,
    #[prop(into)] secret: String,
    /// What it is, for screen readers: "API key".
    #[prop(into)]
    label: String,
    /// What happens to it now.
    #[prop(default = "Store it now: it is not kept here and cannot be shown again.".into(), into)]
    note: String,
    #[prop(optional, into)] actions: Option<ViewFnOnce>,
) -> impl IntoView {
    view! {
        <section class="secret-panel" role="status">
            <h2 class="secret-panel__title">{title}</h2>
            <div class="secret-panel__row">
                <code class="secret-panel__secret" aria-label=label.clone() translate="no">
                    {secret.clone()}
                </code>
                <CopyButton text=secret what=label />
            </div>
            <p class="secret-panel__note">{note}</p>
            {actions.map(|actions| view! { <div class="secret-panel__actions">{actions.run()}</div> })}
        </section>
    }
}
