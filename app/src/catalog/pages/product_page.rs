//! One product: what it is, its documents, its versions.
use crate::area::use_params_map;
use crate::{
    actor::Role,
    catalog::{
        DocumentLink, Labels, LifecycleBadge, ProductDetail, ProductIcon, ProductVersion, Visibility,
        read_product, strategy_label,
    },
    load::Load,
    loading::Loading,
    page_info::has_role,
    paths,
    ui::{
        ButtonKind, Crumb, EmptyState, IconName, LinkButton, Page, PageHeader, Prose, Section, SideNav,
        SideNavGroup, SideNavLink, Split, Tag, Time,
    },
};
use leptos::prelude::*;
use leptos_meta::Meta;

#[component]
pub fn ProductPage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.read().get("product").unwrap_or_default();
    let product = Loading::new(slug, read_product);
    view! { <Load loading=product view=|detail| view! { <Detail detail/> }/> }
}

#[component]
fn Detail(detail: ProductDetail) -> impl IntoView {
    let ProductDetail { product, description_html, versions, documents } = detail;
    let visibility = product.visibility;
    let hidden = visibility != Visibility::Public;
    let badges = move || hidden.then(|| view! { <Tag>{visibility.label()}</Tag> });
    let edit = {
        let slug = product.slug.clone();
        move || {
            has_role(Role::Admin)
                .then(|| view! { <LinkButton href=paths::admin_product(&slug)>"Manage"</LinkButton> })
        }
    };
    let meta = {
        let labels = product.labels.clone();
        move || (!labels.is_empty()).then(|| view! { <Labels labels/> })
    };
    let aside = {
        let (slug, documents) = (product.slug.clone(), documents);
        move || view! { <Documents product=slug documents current=String::new()/> }
    };
    view! {
        <Meta name="description" content=product.summary.clone()/>
        <Page>
            <ProductIcon slug=product.slug.clone() title=product.title.clone() has_icon=product.has_icon/>
            <PageHeader
                window=product.title.clone()
                title=product.title
                lead=product.summary
                crumbs=vec![Crumb::new("APIs", paths::catalog())]
                badges
                meta
                actions=edit
            />
            <Split aside>
                <Versions versions/>
                {(!description_html.is_empty()).then(|| view! { <Section title="About"><Prose sanitised_html=description_html/></Section> })}
            </Split>
        </Page>
    }
}

#[component]
fn Versions(versions: Vec<ProductVersion>) -> impl IntoView {
    if versions.is_empty() {
        return view! {
            <EmptyState title="No version yet" icon=IconName::Stack>
                <p>"A version carries the operations that developers call. Nobody but admins sees this product before one is published."</p>
            </EmptyState>
        }
        .into_any();
    }
    let rows = versions.into_iter().map(version_row).collect_view();
    view! {
        <Section title="Versions" lead="Open one to see its operations and to request access.">
            <ul class="version-list">{rows}</ul>
        </Section>
    }
    .into_any()
}

fn version_row(version: ProductVersion) -> impl IntoView {
    let href = paths::version(&version.product_slug, &version.slug);
    let operations = match (version.specification.is_some(), version.operations) {
        (false, _) => "No operations listed".to_owned(),
        (true, 1) => "1 operation".to_owned(),
        (true, count) => format!("{count} operations"),
    };
    let register = version.can_be_registered_for().is_ok().then(|| {
        let href = paths::request_access(&version.product_slug, &version.slug);
        let name = version.name.clone();
        view! {
            <LinkButton href kind=ButtonKind::Secondary>"Register"<span class="visually-hidden">" for version " {name}</span></LinkButton>
        }
    });
    let sunset = match &version.lifecycle {
        crate::catalog::Lifecycle::Deprecated { sunset_at: Some(at), .. } => {
            let at = *at;
            Some(view! { <span>"Ends " <Time at day=true/></span> })
        }
        _ => None,
    };
    view! {
        <li class="version-row">
            <div>
                <h3 class="version-row__name">
                    <a href=href>{version.name.clone()}</a>
                    <LifecycleBadge lifecycle=version.lifecycle.clone()/>
                </h3>
                <p class="version-row__facts">
                    <span>{operations}</span>
                    <span>"Auth: " {strategy_label(&version)}</span>
                    {sunset}
                </p>
            </div>
            <div class="version-row__actions">{register}</div>
        </li>
    }
}

/// The documents of a product, as a tree.
#[component]
pub fn Documents(product: String, documents: Vec<DocumentLink>, current: String) -> impl IntoView {
    (!documents.is_empty()).then(|| {
        let links = documents.into_iter().map(|link| {
            let is_current = link.path == current;
            let draft = (!link.is_published).then_some(" (not published)");
            let indent = "\u{2003}".repeat(link.depth as usize);
            view! {
                <SideNavLink href=paths::document(&product, &link.path) current=is_current>{indent}{link.title}{draft}</SideNavLink>
            }
        });
        let links = links.collect_view();
        view! { <SideNav label="Documents"><SideNavGroup title="Documents">{links}</SideNavGroup></SideNav> }
    })
}
