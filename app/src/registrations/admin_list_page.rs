//! Every registration, for approvers.
use super::{
    model::{Registration, RegistrationStatus},
    server_fns::list_registrations,
    status::RegistrationBadge,
};
use crate::area::AreaPage;
use crate::{
    admin_page::AdminPage,
    applications::Owner,
    count::counted,
    load::loaded,
    loading::Loading,
    page::Page as Rows,
    paths,
    ui::{
        Cell, Column, DataTable, EmptyState, HeadCell, IconName, LinkButton, PageHeader, Pagination, Row,
        SearchBox, Segment, Segmented, Time, Toolbar,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct RegistrationsRoute(Loading<Rows<Registration>>);

impl AreaPage for RegistrationsRoute {
    fn data() -> Self {
        let query = use_query_map();
        let asked = move || {
            let query = query.read();
            let page = query.get("page").and_then(|page| page.parse().ok());
            (query.get("q").unwrap_or_default(), query.get("status").unwrap_or_default(), page)
        };
        Self(Loading::new(asked, |(query, status, page)| list_registrations(query, status, page)))
    }

    fn view(this: Self) -> AnyView {
        let query = use_query_map();
        view! {
            {loaded(this.0, move |rows| {
                let query = query.read_untracked();
                let words = query.get("q").unwrap_or_default();
                let status = query.get("status").unwrap_or_default();
                view! { <Registrations rows words status/> }
            })}
        }
        .into_any()
    }
}

#[component]
fn Registrations(rows: Rows<Registration>, words: String, status: String) -> impl IntoView {
    let (page, pages, total) = (u64::from(rows.number), u64::from(rows.pages()), rows.total);
    let keep = vec![("status".to_owned(), status.clone())];
    let inbox = || view! { <LinkButton href=paths::inbox() icon=IconName::Inbox>"What waits"</LinkButton> };
    let end = move || view! { <StatusFilter status/> };
    let list = if rows.items.is_empty() {
        view! {
            <EmptyState title="No such registration" icon=IconName::List>
                <p>"A registration appears here when a developer requests access to an API version."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <Table registrations=rows.items/> }.into_any()
    };
    view! {
        <AdminPage>
            <PageHeader
                title="Registrations"
                lead="Which applications may call which API versions, and what became of every request."
                actions=inbox
            />
            <Toolbar summary=counted(total, "registration") end>
                <SearchBox action=paths::admin_registrations() label="Search application, owner or API" value=words keep/>
            </Toolbar>
            {list}
            <Pagination page pages total noun="registrations"/>
        </AdminPage>
    }
}

#[component]
fn StatusFilter(status: String) -> impl IntoView {
    let all = status.is_empty();
    let segments = RegistrationStatus::ALL
        .map(|one| {
            let href = paths::admin_registrations_with(one.as_str());
            view! { <Segment href current=status == one.as_str()>{one.label()}</Segment> }
        })
        .collect_view();
    view! {
        <Segmented label="Status">
            <Segment href=paths::admin_registrations() current=all>"All"</Segment>
            {segments}
        </Segmented>
    }
}

#[component]
fn Table(registrations: Vec<Registration>) -> impl IntoView {
    let columns = ["Application", "API", "Owner", "Requested", "Status"].map(Column::new).to_vec();
    let rows = registrations
        .into_iter()
        .map(|one| {
            let (target, status) = (one.target(), one.state.status());
            let owner = match one.owner {
                Owner::Developer { full_name, .. } => full_name,
                Owner::Team { name, .. } => format!("{name} (team)"),
            };
            view! {
                <Row>
                    <HeadCell><a href=paths::admin_registration(one.id)>{one.application_name}</a></HeadCell>
                    <Cell label="API">{target}</Cell>
                    <Cell label="Owner">{owner}</Cell>
                    <Cell label="Requested"><Time at=one.requested_at/></Cell>
                    <Cell label="Status"><RegistrationBadge status/></Cell>
                </Row>
            }
        })
        .collect_view();
    view! { <DataTable caption="Registrations" columns>{rows}</DataTable> }
}
