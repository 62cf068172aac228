use leptos::prelude::*;

/// An HTTP method, or what is done with a channel, in capitals.
#[component]
pub fn MethodBadge(#[prop(into)] method: String) -> impl IntoView {
    let method = method.to_ascii_uppercase();
    let name = method.clone();
    view! {
        <span class="method-badge" data-method=name translate="no">
            {method}
        </span>
    }
}
