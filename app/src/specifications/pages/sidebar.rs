//! Beside an operation: its version, a filter, the tags, and the operations near it.
use super::Place;
use crate::{
    catalog::LifecycleStage,
    paths,
    specifications::{Navigation, OperationGroup, OperationLink, VersionChoice},
    ui::{MethodBadge, QueryForm},
};
use leptos::prelude::*;

#[component]
pub fn Sidebar(
    place: Place,
    navigation: Navigation,
    /// Slug and tag of the operation being read.
    operation: String,
    tag: String,
) -> impl IntoView {
    let overview = paths::version(&place.product, &place.version);
    let Navigation { groups, before, after, versions, .. } = navigation;
    let mut above: Option<String> = None;
    let tags: Vec<_> = groups
        .into_iter()
        .map(|group| {
            let begins = group.group != above;
            above.clone_from(&group.group);
            let heading = begins.then(|| {
                let name = group.group.clone().unwrap_or_else(|| "More".to_owned());
                view! { <li class="reference-nav__group">{name}</li> }
            });
            view! { {heading} {tag_item(&place, group, &tag, &operation, (before, after))} }
        })
        .collect();
    view! {
        <nav class="reference-nav" aria-label="Operations" data-keeps-place="">
            <VersionSwitch place=place.clone() versions operation=operation.clone()/>
            <Filter action=overview.clone()/>
            <a class="reference-nav__link" href=overview>"Overview"</a>
            <ul class="reference-nav__list" data-stays="">{tags}</ul>
        </nav>
    }
}

/// Narrows the list of operations, on the version's page.
#[component]
pub fn Filter(action: String, #[prop(optional_no_strip)] value: Option<String>) -> impl IntoView {
    view! {
        <QueryForm action class="reference-nav__filter">
            <input
                class="field__control"
                type="search"
                name="filter"
                value=value
                maxlength="100"
                placeholder="Filter operations"
                aria-label="Filter operations"
            />
        </QueryForm>
    }
}

fn tag_item(
    place: &Place,
    group: OperationGroup,
    current_tag: &str,
    operation: &str,
    (before, after): (u64, u64),
) -> AnyView {
    let title = if group.title.is_empty() { "Other operations".to_owned() } else { group.title };
    let href = paths::version_tag(&place.product, &place.version, &group.tag);
    if group.tag != current_tag {
        return view! { <li><a class="reference-nav__link" href=href>{title}</a></li> }.into_any();
    }
    let earlier = (before > 0).then(|| {
        view! { <li><a class="reference-nav__more" href=href.clone()>{format!("{before} before these")}</a></li> }
    });
    let later = (after > 0).then(|| {
        view! { <li><a class="reference-nav__more" href=href.clone()>{format!("{after} after these")}</a></li> }
    });
    let links: Vec<_> =
        group.operations.into_iter().map(|link| operation_item(place, link, operation)).collect();
    view! {
        <li>
            <a class="reference-nav__link reference-nav__link--open" href=href.clone()>{title}</a>
            <ul class="reference-nav__list">{earlier} {links} {later}</ul>
        </li>
    }
    .into_any()
}

fn operation_item(place: &Place, link: OperationLink, operation: &str) -> impl IntoView + use<> {
    let current = (link.slug == operation).then_some("page");
    let class = if link.deprecated {
        "reference-nav__link reference-nav__link--deprecated"
    } else {
        "reference-nav__link"
    };
    let title = link.title();
    view! {
        <li>
            <a class=class href=place.operation(&link.slug) data-operation=link.slug aria-current=current>
                <MethodBadge method=link.method/>
                <span>{title}</span>
            </a>
        </li>
    }
}

/// The same operation in the other versions, where they have it.
#[component]
fn VersionSwitch(place: Place, versions: Vec<VersionChoice>, operation: String) -> impl IntoView {
    let name = versions.iter().find(|version| version.current).map(|version| version.name.clone())?;
    if versions.len() < 2 {
        return None;
    }
    let rows: Vec<_> = versions
        .into_iter()
        .map(|version| {
            let there = Place { version: version.slug.clone(), ..place.clone() };
            let href = match version.has_operation {
                true => there.operation(&operation),
                false => paths::version(&place.product, &version.slug),
            };
            let note = match (version.has_operation, version.stage) {
                (false, _) => " (without this operation)",
                (true, LifecycleStage::Deprecated) => " (deprecated)",
                (true, LifecycleStage::Draft) => " (draft)",
                (true, LifecycleStage::Retired) => " (retired)",
                (true, LifecycleStage::Published) => "",
            };
            let current = version.current.then_some("true");
            view! {
                <li><a class="reference-nav__link" href=href aria-current=current>{format!("{}{note}", version.name)}</a></li>
            }
        })
        .collect();
    Some(view! {
        <details class="reference-nav__versions">
            <summary>{format!("Version {name}")}</summary>
            <ul class="reference-nav__list" aria-label="Versions">{rows}</ul>
        </details>
    })
}

/// On to the operations before and after.
#[component]
pub fn Neighbours(
    place: Place,
    previous: Option<OperationLink>,
    next: Option<OperationLink>,
) -> impl IntoView {
    let link = |link: OperationLink, label: &'static str, rel: &'static str| {
        let title = link.title();
        view! {
            <a class="neighbours__link" href=place.operation(&link.slug) data-operation=link.slug rel=rel>
                <span class="neighbours__label">{label}</span>
                <span>{title}</span>
            </a>
        }
    };
    view! {
        <nav class="neighbours" aria-label="Neighbouring operations">
            {previous.map(|previous| link(previous, "Previous", "prev"))}
            {next.map(|next| link(next, "Next", "next"))}
        </nav>
    }
}
