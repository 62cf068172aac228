use leptos::prelude::*;

/// A form that only asks: what is filled in becomes the query of an address, without WASM as with it
/// (then [`super::conduct`] goes there without loading the page anew).
#[component]
pub fn QueryForm(
    /// The address, base path included.
    #[prop(into)]
    action: String,
    #[prop(into)] class: String,
    /// The landmark's name, if it is a search.
    #[prop(optional, into)]
    search: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <form method="get" action=action class=class data-query="" role=search.is_some().then_some("search") aria-label=search>
            {children()}
        </form>
    }
}
