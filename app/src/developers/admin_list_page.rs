use super::{
    badge::{DeveloperBadge, Person},
    model::{Developer, DeveloperStatus},
    server_fns::list_developers,
};
use crate::area::AreaPage;
use crate::{
    admin_page::AdminPage,
    load::Load,
    loading::Loading,
    page::Page,
    paths,
    ui::{
        Cell, Column, DataTable, EmptyState, HeadCell, IconName, PageHeader, Pagination, Row, SearchBox,
        Time, Toolbar,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

type Wanted = (String, Option<DeveloperStatus>, Option<u32>);

pub struct DevelopersRoute {
    wanted: Memo<Wanted>,
    developers: Loading<Page<Developer>>,
}

impl AreaPage for DevelopersRoute {
    fn data() -> Self {
        let query = use_query_map();
        let wanted = Memo::new(move |_| {
            query.with(|query| {
                (
                    query.get("q").unwrap_or_default(),
                    query.get("status").and_then(|status| DeveloperStatus::parse(&status)),
                    query.get("page").and_then(|page| page.parse().ok()),
                )
            })
        });
        let developers =
            Loading::new(move || wanted.get(), |(query, status, page)| list_developers(query, status, page));
        Self { wanted, developers }
    }

    fn view(this: Self) -> AnyView {
        let DevelopersRoute { wanted, developers } = this;
        view! {
            <Load loading=developers view=move |page| view! { <DeveloperList page wanted=wanted.get_untracked()/> }/>
        }
        .into_any()
    }
}

#[component]
fn DeveloperList(page: Page<Developer>, wanted: Wanted) -> impl IntoView {
    let (query, status, _) = wanted;
    let keep = status.map(|status| ("status".to_owned(), status.as_str().to_owned())).into_iter().collect();
    let (number, pages, total) = (page.number.into(), page.pages().into(), page.total);
    let list = if page.items.is_empty() {
        view! {
            <EmptyState title="Nobody here" icon=IconName::Person>
                <p>"No developer matches. Clear the search or choose another state to see more."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <DeveloperTable developers=page.items/> }.into_any()
    };
    view! {
        <AdminPage>
            <PageHeader title="Developers" lead="Everybody with an account, newest first."/>
            <Toolbar>
                <SearchBox action=paths::admin_developers() label="Search name or e-mail" value=query.clone() keep/>
                <StatusFilter query current=status/>
            </Toolbar>
            {list}
            <Pagination page=number pages total noun="developers"/>
        </AdminPage>
    }
}

#[component]
fn StatusFilter(query: String, current: Option<DeveloperStatus>) -> impl IntoView {
    let link = |status: Option<DeveloperStatus>, label: &'static str| {
        let mut href = format!("{}?q={}", paths::admin_developers(), paths::segment(&query));
        if let Some(status) = status {
            href.push_str(&format!("&status={}", status.as_str()));
        }
        view! { <li><a class="tag" href=href aria-current=(status == current).then_some("true")>{label}</a></li> }
    };
    let all = link(None, "All");
    let each =
        DeveloperStatus::ALL.into_iter().map(|status| link(Some(status), status.label())).collect_view();
    view! { <ul class="developer-filter" aria-label="Filter by state">{all} {each}</ul> }
}

#[component]
fn DeveloperTable(developers: Vec<Developer>) -> impl IntoView {
    let columns =
        vec![Column::new("Developer"), Column::new("State"), Column::new("Role"), Column::new("Signed up")];
    let rows = developers
        .into_iter()
        .map(|developer| {
            view! {
                <Row>
                    <HeadCell>
                        <Person href=paths::admin_developer(developer.id) full_name=developer.full_name email=developer.email/>
                    </HeadCell>
                    <Cell label="State"><DeveloperBadge status=developer.state.status()/></Cell>
                    <Cell label="Role">{developer.role.label()}</Cell>
                    <Cell label="Signed up"><Time at=developer.created_at day=true/></Cell>
                </Row>
            }
        })
        .collect_view();
    view! { <DataTable caption="Developers" columns>{rows}</DataTable> }
}
