use leptos::prelude::*;
use leptos_meta::Title;

/// One step of the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    pub label: String,
    pub href: String,
}

impl Crumb {
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

#[component]
pub fn Breadcrumb(crumbs: Vec<Crumb>) -> impl IntoView {
    let items = crumbs
        .into_iter()
        .map(|Crumb { label, href }| {
            view! {
                <li class="breadcrumb__item">
                    <a href=href>{label}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="breadcrumb" aria-label="Breadcrumb">
            <ol class="breadcrumb__list">{items}</ol>
        </nav>
    }
}

/// "Generate a key · API keys · Shop checkout": by this the tabs of a browser are told apart. The list that a thing
/// stands in says something about that thing alone.
fn called(title: &str, crumbs: &[Crumb]) -> String {
    let above = if crumbs.len() > 1 { &crumbs[1..] } else { crumbs };
    let mut name = title.to_owned();
    for crumb in above.iter().rev() {
        name.push_str(" · ");
        name.push_str(&crumb.label);
    }
    name
}

/// The page's title with what belongs to it. Every page has exactly one.
#[component]
pub fn PageHeader(
    #[prop(into)] title: String,
    /// What the window is called, where that is something else.
    #[prop(optional, into)]
    window: Option<String>,
    /// One or two sentences: what this page is for.
    #[prop(optional, into)]
    lead: Option<String>,
    /// The pages above this one.
    #[prop(optional)]
    crumbs: Vec<Crumb>,
    /// Beside the title: a status, a version.
    #[prop(optional, into)]
    badges: Option<ViewFnOnce>,
    /// Below the lead: small facts.
    #[prop(optional, into)]
    meta: Option<ViewFnOnce>,
    #[prop(optional, into)] actions: Option<ViewFnOnce>,
    /// The opening of the portal, larger.
    #[prop(optional)]
    hero: bool,
) -> impl IntoView {
    let window = window.unwrap_or_else(|| called(&title, &crumbs));
    let breadcrumb = (!crumbs.is_empty()).then(|| {
        view! {
            <div class="page-header__breadcrumb">
                <Breadcrumb crumbs />
            </div>
        }
    });
    view! {
        <Title text=window/>
        <header class=if hero { "page-header page-header--hero" } else { "page-header" }>
            {breadcrumb}
            <div>
                <div class="page-header__heading">
                    <h1 class="page-header__title" tabindex="-1">
                        {title}
                    </h1>
                    {badges.map(|badges| badges.run())}
                </div>
                {lead.map(|lead| view! { <p class="page-header__lead">{lead}</p> })}
                {meta.map(|meta| view! { <div class="page-header__meta">{meta.run()}</div> })}
            </div>
            {actions.map(|actions| view! { <div class="page-header__actions">{actions.run()}</div> })}
        </header>
    }
}
