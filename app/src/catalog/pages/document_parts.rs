//! Around a document: the tree that it stands in, its contents, and the ones before and after it.
use crate::{
    catalog::{DocumentLink, Heading, Readers},
    paths,
};
use leptos::prelude::*;

/// Headings down to this level are in the table of contents.
const CONTENTS_LEVEL: u8 = 3;
/// Fewer headings are seen at a glance.
const CONTENTS_MIN: usize = 3;

/// Beside the text on wide screens; to be opened above it on narrow ones.
#[component]
pub fn DocumentTree(product: String, documents: Vec<DocumentLink>, current: String) -> impl IntoView {
    let title = documents.iter().find(|link| link.path == current).map(|link| link.title.clone());
    let (wide, narrow) = (rows(&product, &documents, &current), rows(&product, &documents, &current));
    view! {
        <nav class="document-tree" aria-label="Documents">
            <div class="document-tree__wide">
                <p class="side-nav__title">"Documents"</p>
                {wide}
            </div>
            <details class="document-tree__narrow fold">
                <summary class="fold__summary">"Documents" {title.map(|title| view! { <span class="fold__detail">{title}</span> })}</summary>
                {narrow}
            </details>
        </nav>
    }
}

fn rows(product: &str, documents: &[DocumentLink], current: &str) -> impl IntoView + use<> {
    let rows: Vec<_> = documents
        .iter()
        .map(|link| {
            let href = paths::document(product, &link.path);
            let here = (link.path == current).then_some("page");
            let draft = (link.readers == Readers::Admins)
                .then(|| view! { <span class="document-tree__mark">"not published"</span> });
            view! {
                <li data-depth=link.depth>
                    <a class="side-nav__link" href=href aria-current=here>{link.title.clone()} {draft}</a>
                </li>
            }
        })
        .collect();
    view! { <ul class="side-nav__list document-tree__list">{rows}</ul> }
}

/// The headings of the text: beside it where there is room, else to be opened above it.
#[component]
pub fn Contents(
    /// The page's own address.
    here: String,
    headings: Vec<Heading>,
) -> impl IntoView {
    let top = headings.iter().map(|heading| heading.level).min().unwrap_or(2);
    let shown: Vec<Heading> =
        headings.into_iter().filter(|heading| heading.level <= CONTENTS_LEVEL.max(top)).collect();
    (shown.len() >= CONTENTS_MIN).then(|| {
        let (wide, narrow) = (entries(&here, &shown, top), entries(&here, &shown, top));
        view! {
            <nav class="contents" aria-label="On this page">
                <div class="contents__wide">
                    <p class="side-nav__title">"On this page"</p>
                    {wide}
                </div>
                <details class="contents__narrow fold">
                    <summary class="fold__summary">"On this page"</summary>
                    {narrow}
                </details>
            </nav>
        }
    })
}

fn entries(here: &str, headings: &[Heading], top: u8) -> impl IntoView + use<> {
    let rows: Vec<_> = headings
        .iter()
        .map(|heading| {
            let href = format!("{here}#{}", paths::segment(&heading.id));
            view! { <li data-depth=heading.level - top><a class="contents__link" href=href>{heading.text.clone()}</a></li> }
        })
        .collect();
    view! { <ul class="contents__list">{rows}</ul> }
}

/// On to the next document, in the order of the tree.
#[component]
pub fn Neighbours(product: String, documents: Vec<DocumentLink>, current: String) -> impl IntoView {
    let at = documents.iter().position(|link| link.path == current);
    let before = at.and_then(|at| at.checked_sub(1)).and_then(|at| documents.get(at));
    let after = at.and_then(|at| documents.get(at + 1));
    let link = |link: &DocumentLink, rel: &'static str, label: &'static str| {
        view! {
            <a class="neighbour" data-rel=rel rel=rel href=paths::document(&product, &link.path)>
                <span class="neighbour__label">{label}</span>
                <span class="neighbour__title">{link.title.clone()}</span>
            </a>
        }
    };
    let before = before.map(|before| link(before, "prev", "Previous"));
    let after = after.map(|after| link(after, "next", "Next"));
    (before.is_some() || after.is_some()).then(
        || view! { <nav class="neighbours" aria-label="Previous and next document">{before} {after}</nav> },
    )
}
