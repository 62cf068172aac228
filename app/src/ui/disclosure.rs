use leptos::prelude::*;

/// More, for those who want it.
#[component]
pub fn Disclosure(
    /// A question or a name.
    #[prop(into)]
    summary: String,
    #[prop(optional)] open: bool,
    /// As small as the text around it: a question answered in place.
    #[prop(optional)]
    inline: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <details class=if inline { "disclosure disclosure--inline" } else { "disclosure" } open=open>
            <summary class="disclosure__summary">{summary}</summary>
            <div class="disclosure__body">{children()}</div>
        </details>
    }
}
