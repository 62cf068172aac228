//! Operations by tag.
use crate::{
    specifications::{OperationGroup, OperationLink},
    ui::{Count, MethodBadge},
};
use leptos::prelude::*;

fn tag_title(title: &str) -> String {
    if title.is_empty() { "Other operations".to_owned() } else { title.to_owned() }
}

/// Every group with its operations; those that are left out are one link away.
#[component]
pub fn GroupList(
    groups: Vec<OperationGroup>,
    /// The address of an operation.
    href: impl Fn(&str) -> String + Clone + 'static,
    /// The address that lists one tag's operations.
    tag_href: impl Fn(&str) -> String + 'static,
) -> impl IntoView {
    let mut above: Option<String> = None;
    groups
        .into_iter()
        .map(|group| {
            let begins = group.group != above;
            above.clone_from(&group.group);
            let of_group = begins.then(|| {
                let name = group.group.clone().unwrap_or_else(|| "More".to_owned());
                view! { <p class="operation-group__above">{name}</p> }
            });
            let told = (!group.description_html.is_empty()).then(|| {
                view! { <div class="operation-group__text prose prose--compact" inner_html=group.description_html></div> }
            });
            let title = tag_title(&group.title);
            let matter = if group.operations.is_empty() {
                let href = tag_href(&group.tag);
                let all = if group.count == 1 { "operation".to_owned() } else { format!("{} operations", group.count) };
                view! { <p class="operation-group__text"><a href=href>"Show the " {all} " of " {title.clone()}</a></p> }
                    .into_any()
            } else {
                view! { <OperationRows operations=group.operations href=href.clone()/> }.into_any()
            };
            view! {
                {of_group}
                <section class="operation-group">
                    <h3 class="operation-group__title">{title} <Count count=group.count label=if group.count == 1 { "operation" } else { "operations" }/></h3>
                    {told}
                    {matter}
                </section>
            }
        })
        .collect_view()
}

#[component]
pub fn OperationRows(
    operations: Vec<OperationLink>,
    href: impl Fn(&str) -> String + 'static,
) -> impl IntoView {
    let rows = operations
        .into_iter()
        .map(|operation| {
            let class = if operation.deprecated {
                "operation-row operation-row--deprecated"
            } else {
                "operation-row"
            };
            view! {
                <li class=class>
                    <a class="operation-row__link" href=href(&operation.slug)>
                        <MethodBadge method=operation.method/>
                        <span class="operation-row__path">{operation.path}</span>
                        <span class="operation-row__summary">{operation.summary}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="operation-list">{rows}</ul> }
}
