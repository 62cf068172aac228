use leptos::prelude::*;

use super::{Icon, IconName, QueryForm};

/// Above a list: search, filters, how many there are, and at the end ways to look at it.
#[component]
pub fn Toolbar(
    #[prop(optional, into)] summary: Option<String>,
    #[prop(optional, into)] end: Option<ViewFnOnce>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="toolbar">
            {children.map(|children| children())}
            {summary.map(|summary| view! { <p class="toolbar__summary" role="status">{summary}</p> })}
            {end.map(|end| view! { <div class="toolbar__end">{end.run()}</div> })}
        </div>
    }
}

/// A search that puts its words into the URL.
#[component]
pub fn SearchBox(
    /// The page that lists the results.
    #[prop(into)]
    action: String,
    /// What is searched: "Search APIs".
    #[prop(into)]
    label: String,
    #[prop(default = "q".into(), into)] name: String,
    #[prop(optional, into)] value: String,
    /// The rest of the query, kept.
    #[prop(optional)]
    keep: Vec<(String, String)>,
) -> impl IntoView {
    let keep = keep
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    let landmark = label.clone();
    view! {
        <QueryForm action class="search-box" search=landmark>
            <Icon name=IconName::Search />
            <input
                class="search-box__input"
                type="search"
                name=name
                value=value
                placeholder=label.clone()
                aria-label=label
                autocomplete="off"
                spellcheck="false"
            />
            {keep}
        </QueryForm>
    }
}
