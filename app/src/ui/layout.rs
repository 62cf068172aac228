use leptos::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageWidth {
    #[default]
    Wide,
    /// Reading and confirming.
    Narrow,
    /// One short form.
    Form,
    /// Navigation, text and code side by side.
    Full,
}

/// The first link of a page: past the header, to `<main id="content">`.
#[component]
pub fn SkipLink() -> impl IntoView {
    view! {
        <a class="skip-link" href="#content">
            "Skip to content"
        </a>
    }
}

/// The matter of a page, between header and footer. One a page.
#[component]
pub fn Page(#[prop(optional)] width: PageWidth, children: Children) -> impl IntoView {
    let class = match width {
        PageWidth::Wide => "page",
        PageWidth::Narrow => "page page--narrow",
        PageWidth::Form => "page page--form",
        PageWidth::Full => "page page--full",
    };
    view! {
        <main class=class id="content" tabindex="-1">
            {children()}
        </main>
    }
}

/// A titled part of a page.
#[component]
pub fn Section(
    #[prop(into)] title: String,
    #[prop(optional, into)] lead: Option<String>,
    /// For links to this part.
    #[prop(optional, into)]
    id: Option<String>,
    #[prop(optional, into)] actions: Option<ViewFnOnce>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section" id=id>
            <div class="section__header">
                <div>
                    <h2 class="section__title">{title}</h2>
                    {lead.map(|lead| view! { <p class="section__lead">{lead}</p> })}
                </div>
                {actions.map(|actions| view! { <div class="section__actions">{actions.run()}</div> })}
            </div>
            {children()}
        </section>
    }
}

/// Content with a column beside it, which stays in sight on wide screens.
#[component]
pub fn Split(
    #[prop(into)] aside: ViewFnOnce,
    /// The column stands before the content: navigation rather than facts.
    #[prop(optional)]
    start: bool,
    children: Children,
) -> impl IntoView {
    let aside = || view! { <aside class="split__aside">{aside.run()}</aside> };
    if start {
        view! {
            <div class="split split--start">{aside()} <div class="split__main">{children()}</div></div>
        }
        .into_any()
    } else {
        view! {
            <div class="split">
                <div class="split__main">{children()}</div>
                {aside()}
            </div>
        }
        .into_any()
    }
}
