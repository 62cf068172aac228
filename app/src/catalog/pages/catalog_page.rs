//! The first page: what there is.
use crate::{
    actor::Role,
    catalog::{Labels, ProductCard, ProductIcon, Visibility, list_catalog},
    load::Load,
    loading::Loading,
    page::Page as PageOf,
    page_info::{has_role, page_info, signed_in},
    paths,
    ui::{
        ButtonKind, Cell, Column, DataTable, Disclosure, EmptyState, HeadCell, Icon, IconName, LinkButton,
        Page, PageHeader, Pagination, Row, SearchBox, Segment, Segmented, Tag, Toolbar,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn CatalogPage() -> impl IntoView {
    let map = use_query_map();
    let query = Memo::new(move |_| map.read().get("q").unwrap_or_default());
    let page = move || map.read().get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let as_list = Memo::new(move |_| map.read().get("view").as_deref() == Some("list"));
    let products = Loading::new(move || (query.get(), page()), |(query, page)| list_catalog(query, page));
    view! {
        <Load loading=products view=move |found| {
            view! { <Found found query=query.get_untracked() as_list/> }
        }/>
    }
}

#[component]
fn Found(found: PageOf<ProductCard>, query: String, as_list: Memo<bool>) -> impl IntoView {
    let searching = !query.is_empty();
    let name = page_info().portal_name;
    let (pages, total, number) = (found.pages(), found.total, found.number);
    let summary = match total {
        1 => "1 API".to_owned(),
        total => format!("{total} APIs"),
    };
    let keep =
        if as_list.get_untracked() { vec![("view".to_owned(), "list".to_owned())] } else { Vec::new() };
    let items = StoredValue::new(found.items);
    let matter = move || match (items.with_value(Vec::is_empty), as_list.get()) {
        (true, _) => view! { <Nothing searching/> }.into_any(),
        (false, true) => view! { <ProductTable cards=items.get_value()/> }.into_any(),
        (false, false) => view! { <ProductGrid cards=items.get_value()/> }.into_any(),
    };
    let views = {
        let query = query.clone();
        move || view! { <Views query=query.clone() as_list/> }
    };
    view! {
        <Page>
            <PageHeader
                window="APIs"
                title=name
                hero=true
                lead="Find an API, read how it works, and request access for what you build."
            />
            <Toolbar summary end=views>
                <SearchBox action=paths::catalog() label="Search APIs" value=query keep/>
            </Toolbar>
            {matter}
            <Pagination page=u64::from(number) pages=u64::from(pages) total noun="APIs"/>
            <Questions/>
        </Page>
    }
}

#[component]
fn Views(query: String, as_list: Memo<bool>) -> impl IntoView {
    let words = if query.is_empty() { String::new() } else { format!("q={}&", paths::segment(&query)) };
    let (cards, list) = (format!("?{words}view=cards"), format!("?{words}view=list"));
    view! {
        <Segmented label="Show as">
            <Segment href=cards current=Signal::derive(move || !as_list.get())><Icon name=IconName::Grid/>"Cards"</Segment>
            <Segment href=list current=as_list><Icon name=IconName::List/>"List"</Segment>
        </Segmented>
    }
}

#[component]
fn ProductGrid(cards: Vec<ProductCard>) -> impl IntoView {
    let cards = cards.into_iter().map(|card| view! { <li>{product_card(card)}</li> }).collect_view();
    view! { <ul class="card-grid" aria-label="APIs">{cards}</ul> }
}

fn product_card(card: ProductCard) -> impl IntoView {
    let versions = match (card.latest_version, card.versions) {
        (Some(latest), 1) => format!("Version {latest}"),
        (Some(latest), all) => format!("Version {latest}, {all} in all"),
        (None, _) => "No published version".to_owned(),
    };
    let visibility = card.visibility;
    let hidden = visibility != Visibility::Public;
    let labels = (!card.labels.is_empty()).then(|| view! { <Labels labels=card.labels/> });
    view! {
        <article class="product-card">
            <div class="product-card__head">
                <ProductIcon slug=card.slug.clone() title=card.title.clone() has_icon=card.has_icon/>
                <h2 class="product-card__title">
                    <a class="product-card__link" href=paths::product(&card.slug)>{card.title}</a>
                </h2>
            </div>
            <p class="product-card__summary">{card.summary}</p>
            {labels}
            <div class="product-card__footer">
                <span class="product-card__fact"><Icon name=IconName::Stack/>{versions}</span>
                {hidden.then(|| view! { <span class="product-card__fact"><Icon name=IconName::Lock/>{visibility.label()}</span> })}
            </div>
        </article>
    }
}

#[component]
fn ProductTable(cards: Vec<ProductCard>) -> impl IntoView {
    let columns = vec![Column::new("API"), Column::new("What it does"), Column::new("Newest version")];
    let rows = cards
        .into_iter()
        .map(|card| {
            view! {
                <Row>
                    <HeadCell><a href=paths::product(&card.slug)>{card.title}</a></HeadCell>
                    <Cell label="What it does">{card.summary}</Cell>
                    <Cell label="Newest version">{card.latest_version.map(|name| view! { <Tag>{name}</Tag> })}</Cell>
                </Row>
            }
        })
        .collect_view();
    view! { <DataTable caption="APIs" columns>{rows}</DataTable> }
}

#[component]
fn Nothing(searching: bool) -> impl IntoView {
    if searching {
        let all = || view! { <LinkButton href=paths::catalog()>"Show all APIs"</LinkButton> };
        return view! {
            <EmptyState title="No API matches these words" icon=IconName::Search action=all>
                <p>"The search looks for every word in titles, summaries, addresses and labels. Fewer words find more."</p>
            </EmptyState>
        }
        .into_any();
    }
    if has_role(Role::Admin) {
        let create = || {
            view! { <LinkButton href=paths::admin_new_product() kind=ButtonKind::Primary icon=IconName::Plus>"New product"</LinkButton> }
        };
        return view! {
            <EmptyState title="Nothing is published yet" icon=IconName::Stack action=create>
                <p>"Create a product, add a version with its OpenAPI document, and publish it. Developers find it here."</p>
            </EmptyState>
        }
        .into_any();
    }
    let hint = if signed_in().is_none() {
        "Some APIs may show only once you have signed in."
    } else {
        "Come back later."
    };
    view! {
        <EmptyState title="No API is published yet" icon=IconName::Stack>
            <p>"Here the APIs will stand that you can build on. " {hint}</p>
        </EmptyState>
    }
    .into_any()
}

/// What a newcomer asks on this page.
#[component]
fn Questions() -> impl IntoView {
    view! {
        <div class="stack stack--tight">
            <Disclosure summary="What is an API here?" inline=true>
                <p>
                    "One product of the provider, with its description, its documents and one or more versions. Each version has operations that you can call, and says how calls prove themselves."
                </p>
            </Disclosure>
            <Disclosure summary="Catalog or My Apps: when do I use which?" inline=true>
                <p>
                    "The catalog is for finding and reading: what exists and how it works. "
                    <a href=paths::applications()>"My Apps"</a>
                    " is for building: your applications, what they may call, and their keys."
                </p>
            </Disclosure>
            <Disclosure summary="Where do I begin?" inline=true>
                <p>
                    "Open an API, choose a version, and press Register. You are asked for an application, or create one on the way; when access is granted, its key works for your first call."
                </p>
            </Disclosure>
        </div>
    }
}
