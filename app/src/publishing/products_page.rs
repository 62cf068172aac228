//! Every product, published or not.
use super::server_fns::list_all_products;
use crate::{
    admin_page::AdminPage,
    area::AreaPage,
    catalog::ProductCard,
    load::loaded,
    loading::Loading,
    page::Page,
    paths,
    ui::{
        ButtonKind, Cell, CellKind, Column, DataTable, EmptyState, HeadCell, IconName, LinkButton,
        PageHeader, Pagination, Row, SearchBox, Tag, Toolbar,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct ProductsRoute(Memo<String>, Loading<Page<ProductCard>>);

impl AreaPage for ProductsRoute {
    fn data() -> Self {
        let map = use_query_map();
        let query = Memo::new(move |_| map.read().get("q").unwrap_or_default());
        let page = move || map.read().get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
        Self(
            query,
            Loading::new(move || (query.get(), page()), |(query, page)| list_all_products(query, page)),
        )
    }

    fn view(this: Self) -> AnyView {
        let query = this.0;
        view! {
            {loaded(this.1, move |found| view! { <Products found query=query.get_untracked()/> })}
        }
        .into_any()
    }
}

#[component]
fn Products(found: Page<ProductCard>, query: String) -> impl IntoView {
    let new = || {
        view! { <LinkButton href=paths::admin_new_product() kind=ButtonKind::Primary icon=IconName::Plus>"New product"</LinkButton> }
    };
    let (pages, total, number) = (found.pages(), found.total, found.number);
    let matter = if found.items.is_empty() && query.is_empty() {
        view! {
            <EmptyState title="No product yet" icon=IconName::Stack action=new>
                <p>"A product is what developers find in the catalog: one API of yours with its description, documents and versions. It shows there once a version is published."</p>
            </EmptyState>
        }
        .into_any()
    } else if found.items.is_empty() {
        view! { <p class="muted">"No product matches these words."</p> }.into_any()
    } else {
        view! { <Table cards=found.items/> }.into_any()
    };
    view! {
        <AdminPage>
            <PageHeader title="Products" lead="The APIs in the catalog, their versions and documents." actions=new/>
            <Toolbar><SearchBox action=paths::admin_products() label="Search products" value=query/></Toolbar>
            {matter}
            <Pagination page=u64::from(number) pages=u64::from(pages) total noun="products"/>
        </AdminPage>
    }
}

#[component]
fn Table(cards: Vec<ProductCard>) -> impl IntoView {
    let columns = vec![
        Column::new("Product"),
        Column::new("Newest published version"),
        Column::numeric("Versions"),
        Column::new("Visible to"),
    ];
    let rows = cards
        .into_iter()
        .map(|card| {
            let latest = match card.latest_version {
                Some(name) => view! { <Tag>{name}</Tag> }.into_any(),
                None => view! { <span class="muted">"None"</span> }.into_any(),
            };
            let visible = card.visibility.label();
            view! {
                <Row>
                    <HeadCell><a href=paths::admin_product(&card.slug)>{card.title}</a></HeadCell>
                    <Cell label="Newest published version">{latest}</Cell>
                    <Cell label="Versions" kind=CellKind::Numeric>{card.versions}</Cell>
                    <Cell label="Visible to">{visible}</Cell>
                </Row>
            }
        })
        .collect_view();
    view! { <DataTable caption="Products" columns>{rows}</DataTable> }
}
