use leptos::prelude::*;

/// Links down the side of a page, in groups.
#[component]
pub fn SideNav(
    #[prop(into)] label: String,
    /// On narrow screens a strip that scrolls sideways, for a handful of links.
    #[prop(optional)]
    strip: bool,
    /// [`SideNavGroup`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <nav class=if strip { "side-nav side-nav--strip" } else { "side-nav" } aria-label=label>
            {children()}
        </nav>
    }
}

#[component]
pub fn SideNavGroup(
    #[prop(optional, into)] title: Option<String>,
    /// [`SideNavLink`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="side-nav__group">
            {title.map(|title| view! { <h2 class="side-nav__title">{title}</h2> })}
            <ul class="side-nav__list">{children()}</ul>
        </div>
    }
}

#[component]
pub fn SideNavLink(
    #[prop(into)] href: String,
    #[prop(optional, into)] current: Signal<bool>,
    /// What lies below, as a `side-nav__list`.
    #[prop(optional, into)]
    below: Option<ViewFnOnce>,
    children: Children,
) -> impl IntoView {
    view! {
        <li>
            <a class="side-nav__link" href=href aria-current=move || current.get().then_some("page")>
                {children()}
            </a>
            {below.map(|below| view! { <ul class="side-nav__list">{below.run()}</ul> })}
        </li>
    }
}
