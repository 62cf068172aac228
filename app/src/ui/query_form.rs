use leptos::{
    ev::SubmitEvent,
    prelude::*,
    web_sys::{FormData, HtmlFormElement},
};
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// A form that only asks: what is filled in becomes the query of an address, without WASM as with it.
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
    let navigate = use_navigate();
    let target = action.clone();
    let submit = move |event: SubmitEvent| {
        if event.default_prevented() {
            return;
        }
        let form: HtmlFormElement = event_target(&event);
        let Some(query) = FormData::new_with_form(&form).ok().and_then(|data| as_query(&data)) else {
            return;
        };
        event.prevent_default();
        // The address is whole already; resolving it would add the base path once more.
        let options = NavigateOptions { resolve: false, ..Default::default() };
        navigate(&format!("{target}?{query}"), options);
    };
    view! {
        <form method="get" action=action class=class on:submit=submit role=search.is_some().then_some("search") aria-label=search>
            {children()}
        </form>
    }
}

fn as_query(data: &FormData) -> Option<String> {
    let query = web_sys::UrlSearchParams::new_with_str_sequence_sequence(data).ok()?;
    Some(String::from(query.to_string()))
}
