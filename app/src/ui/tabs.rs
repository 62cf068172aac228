use leptos::prelude::*;

/// Views of one thing, each with its own URL.
#[component]
pub fn Tabs(
    /// What the views are of, for screen readers.
    #[prop(into)]
    label: String,
    /// [`Tab`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <nav class="tabs" aria-label=label>
            <ul class="tabs__list">{children()}</ul>
        </nav>
    }
}

#[component]
pub fn Tab(
    #[prop(into)] href: String,
    #[prop(optional, into)] current: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <li>
            <a class="tabs__link" href=href aria-current=move || current.get().then_some("page")>
                {children()}
            </a>
        </li>
    }
}

/// A switch between a few ways to look at a list, as links in one frame.
#[component]
pub fn Segmented(
    #[prop(into)] label: String,
    /// [`Segment`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <nav class="segmented" aria-label=label>
            {children()}
        </nav>
    }
}

#[component]
pub fn Segment(
    #[prop(into)] href: String,
    #[prop(optional, into)] current: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class="segmented__link" href=href aria-current=move || current.get().then_some("true")>
            {children()}
        </a>
    }
}
