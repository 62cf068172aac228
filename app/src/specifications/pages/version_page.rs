//! One version: where it stands, how calls prove themselves, how to get access, what it can do.
use super::{
    operations::GroupList,
    overview::{details, introduction},
    sidebar::Filter,
};
use crate::area::use_params_map;
use crate::{
    actor::Role,
    catalog::{
        LifecycleBadge, LifecycleNotice, LifecycleStage, ProductVersion, strategy_label, strategy_sentence,
    },
    error::PortalError,
    load::Load,
    loading::Loading,
    page_info::has_role,
    paths,
    specifications::{OperationGroup, Syntax, VersionView, read_version},
    ui::{
        BlockedButton, ButtonKind, Crumb, Definition, DefinitionList, Disclosure, EmptyState, IconName,
        LinkButton, Page, PageHeader, Section, Split,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn VersionPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let place = move || {
        let params = params.read();
        let (tag, filter) = (query.read().get("tag"), query.read().get("filter"));
        (params.get("product").unwrap_or_default(), params.get("version").unwrap_or_default(), tag, filter)
    };
    let version =
        Loading::new(place, |(product, version, tag, filter)| read_version(product, version, tag, filter));
    view! { <Load loading=version view=|found| view! { <Version found/> }/> }
}

#[component]
fn Version(found: VersionView) -> impl IntoView {
    let VersionView { version, overview, groups, filter } = found;
    let crumbs = vec![
        Crumb::new("APIs", paths::catalog()),
        Crumb::new(version.product_title.clone(), paths::product(&version.product_slug)),
    ];
    let badges = {
        let lifecycle = version.lifecycle.clone();
        move || view! { <LifecycleBadge lifecycle/> }
    };
    let actions = {
        let version = version.clone();
        move || view! { <Manage version/> }
    };
    let aside = {
        let version = version.clone();
        move || view! { <Facts version/> }
    };
    let title = version.title();
    let introduction = introduction(&overview);
    let details = version.specification.map(|_| details(&version.product_slug, &version.slug, overview));
    view! {
        <Page>
            <PageHeader window=title.clone() title crumbs badges actions/>
            <Split aside>
                <LifecycleNotice lifecycle=version.lifecycle.clone()/>
                {introduction}
                <Operations version groups filter/>
                {details}
            </Split>
        </Page>
    }
}

#[component]
fn Manage(version: ProductVersion) -> impl IntoView {
    has_role(Role::Admin).then(|| {
        view! { <LinkButton href=paths::admin_version(&version.product_slug, &version.slug)>"Manage"</LinkButton> }
    })
}

#[component]
fn Facts(version: ProductVersion) -> impl IntoView {
    let (label, sentence) = (strategy_label(&version), strategy_sentence(&version));
    let files = files(&version);
    view! {
        <div class="version-facts">
            <DefinitionList>
                <Definition term="How calls prove themselves">
                    <strong>{label}</strong>
                    <p class="muted">{sentence}</p>
                </Definition>
                {files}
            </DefinitionList>
            <div class="version-facts__register">
                <Register version/>
                <Disclosure summary="Why would I register?" inline=true>
                    <p>
                        "Reading is free; calling is not. Registering asks the provider to let one of your applications call this version. Once approved, its credentials work, and you can see and end the access at any time."
                    </p>
                </Disclosure>
                <Disclosure summary="Why does the kind of authentication matter?" inline=true>
                    <p>
                        "An application proves itself in one way for good, fixed when it is created. It can register for the versions that use the same way; choose the application, or create one, accordingly."
                    </p>
                </Disclosure>
            </div>
        </div>
    }
}

/// The document to download, and the page for programs that read.
fn files(version: &ProductVersion) -> impl IntoView + use<> {
    let (product, slug) = (&version.product_slug, &version.slug);
    let markdown = paths::markdown_of(&paths::version(product, slug));
    let document = version.specification.map(|family| {
        let [json, yaml] = [Syntax::Json, Syntax::Yaml]
            .map(|syntax| paths::specification_file(product, slug, family, syntax));
        view! {
            <Definition term=format!("{} document", family.label())>
                <a href=json rel="external" download="">"JSON"</a>
                " · "
                <a href=yaml rel="external" download="">"YAML"</a>
            </Definition>
        }
    });
    view! {
        {document}
        <Definition term="For agents and scripts">
            <a href=markdown rel="external">"This page as Markdown"</a>
        </Definition>
    }
}

/// The way to access, or the reason why there is none now.
#[component]
fn Register(version: ProductVersion) -> impl IntoView {
    match version.can_be_registered_for() {
        Ok(()) => {
            let soon = if version.auto_approve {
                "Requests are approved at once."
            } else {
                "The provider decides on each request."
            };
            let href = paths::request_access(&version.product_slug, &version.slug);
            view! {
                <LinkButton href kind=ButtonKind::Primary icon=IconName::Key>"Register"</LinkButton>
                <p class="muted">{soon}</p>
            }
            .into_any()
        }
        Err(error) => {
            let reason = match (error, version.lifecycle.stage()) {
                (PortalError::NotFound, LifecycleStage::Draft) => {
                    "Access can be requested once this version is published.".to_owned()
                }
                (PortalError::NotFound, _) => "This version is retired; calls are refused.".to_owned(),
                (error, _) => error.to_string(),
            };
            view! { <BlockedButton reason kind=ButtonKind::Primary>"Register"</BlockedButton> }.into_any()
        }
    }
}

#[component]
fn Operations(version: ProductVersion, groups: Vec<OperationGroup>, filter: Option<String>) -> impl IntoView {
    if version.specification.is_none() || groups.is_empty() && filter.is_none() {
        return view! {
            <EmptyState title="No operations are listed" icon=IconName::Book>
                <p>"The provider has not added an OpenAPI or AsyncAPI document to this version yet. The documents of the product may say more."</p>
            </EmptyState>
        }
        .into_any();
    }
    let count: u64 = groups.iter().map(|group| group.count).sum();
    let lead = match (&filter, count) {
        (Some(words), 0) => format!("No operation has “{words}” in its path, summary or name."),
        (Some(words), count) => format!("{count} with “{words}”."),
        (None, 1) => "1 operation.".to_owned(),
        (None, count) => format!("{count} operations, by what they are about."),
    };
    let (product, slug) = (version.product_slug, version.slug);
    let own = paths::version(&product, &slug);
    let all = filter.is_some().then(|| view! { <p><a href=own.clone()>"Show all operations"</a></p> });
    let href = {
        let (product, slug) = (product.clone(), slug.clone());
        move |operation: &str| paths::operation(&product, &slug, operation)
    };
    let tag_href = move |tag: &str| paths::version_tag(&product, &slug, tag);
    view! {
        <Section title="Operations" lead id="operations">
            <Filter action=own value=filter/>
            {all}
            <GroupList groups href tag_href/>
        </Section>
    }
    .into_any()
}
