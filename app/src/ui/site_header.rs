use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::PorticoMark;

/// Brand, primary navigation, search and account.
#[component]
pub fn SiteHeader(
    /// The portal's name.
    #[prop(into)]
    name: String,
    #[prop(into)] home: String,
    /// URL of the company's logo; without one, the portico stands there.
    #[prop(optional, into)]
    logo: Option<String>,
    #[prop(optional, into)] search: Option<ViewFnOnce>,
    /// An [`AccountMenu`](super::AccountMenu), or links to sign in and sign up.
    #[prop(optional, into)]
    account: Option<ViewFnOnce>,
    /// [`NavLink`]s.
    children: Children,
) -> impl IntoView {
    let logo = match logo {
        Some(src) => view! { <img class="site-header__logo" src=src alt="" /> }.into_any(),
        None => view! { <PorticoMark /> }.into_any(),
    };
    view! {
        <header class="site-header">
            <div class="site-header__inner">
                <a class="site-header__brand" href=home>
                    {logo}
                    <span>{name}</span>
                </a>
                <nav class="site-header__nav" aria-label="Main">
                    <ul class="site-header__links">{children()}</ul>
                </nav>
                {search.map(|search| view! { <div class="site-header__search">{search.run()}</div> })}
                {account.map(|account| view! { <div class="site-header__account">{account.run()}</div> })}
            </div>
        </header>
    }
}

/// A link of the primary navigation; marked on its page and on the pages below it.
#[component]
pub fn NavLink(
    #[prop(into)] href: String,
    /// Other places that belong here: the catalog is home, and `/apis/…` too.
    #[prop(optional)]
    also: Vec<String>,
    /// Not marked on the pages below: for home.
    #[prop(optional)]
    exact: bool,
    /// A place below that has a link of its own.
    #[prop(optional, into)]
    apart: Option<String>,
    children: Children,
) -> impl IntoView {
    let pathname = use_location().pathname;
    let own = href.clone();
    let current = Memo::new(move |_| {
        pathname.with(|path| {
            let here = if exact { path == &own } else { is_within(path, &own) };
            let here = here && !apart.as_ref().is_some_and(|place| is_within(path, place));
            here || also.iter().any(|place| is_within(path, place))
        })
    });
    view! {
        <li>
            <a class="nav-link" href=href aria-current=move || current.get().then_some("page")>
                {children()}
            </a>
        </li>
    }
}

/// Whether a page is this one, or below it.
pub fn is_within(path: &str, place: &str) -> bool {
    path.strip_prefix(place.trim_end_matches('/'))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_below_belong_to_a_link() {
        assert!(is_within("/apps", "/apps"));
        assert!(is_within("/apps/7", "/apps/"));
        assert!(!is_within("/appstore", "/apps"));
    }
}
