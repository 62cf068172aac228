use super::{model::AuditEvent, server_fns::list_audit_events};
use crate::actor::Role;
use crate::area::{AreaPage, PageRoute, page_for};
use crate::{
    admin_page::AdminPage,
    load::Load,
    loading::Loading,
    page::Page,
    paths,
    ui::{
        Cell, Column, DataTable, EmptyState, HeadCell, IconName, PageHeader, Pagination, Row, SearchBox, Tag,
        Time, Toolbar,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub const PAGES: &[PageRoute] = &[page_for::<AuditRoute>(Role::Admin, "/admin/audit")];

pub struct AuditRoute {
    query: Memo<String>,
    events: Loading<Page<AuditEvent>>,
}

impl AreaPage for AuditRoute {
    fn data() -> Self {
        let map = use_query_map();
        let query = Memo::new(move |_| map.read().get("q").unwrap_or_default());
        let page = move || map.read().get("page").and_then(|page| page.parse().ok());
        let events =
            Loading::new(move || (query.get(), page()), |(query, page)| list_audit_events(query, page));
        Self { query, events }
    }

    fn view(this: Self) -> AnyView {
        let AuditRoute { query, events } = this;
        view! {
            <Load loading=events view=move |page| view! { <Trail page query=query.get_untracked()/> }/>
        }
        .into_any()
    }
}

#[component]
fn Trail(page: Page<AuditEvent>, query: String) -> impl IntoView {
    let (number, pages, total) = (page.number.into(), page.pages().into(), page.total);
    let columns = vec![
        Column::new("What"),
        Column::new("On what"),
        Column::new("Who"),
        Column::new("When"),
        Column::new("Reason"),
        Column::new("From"),
    ];
    let list = if page.items.is_empty() {
        view! {
            <EmptyState title="Nothing found" icon=IconName::Search>
                <p>"Every change is recorded with who made it. Clear the search to see the whole trail."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let rows = page.items.into_iter().map(|event| view! { <EventRow event/> }).collect_view();
        view! { <DataTable caption="Audit trail" columns>{rows}</DataTable> }.into_any()
    };
    view! {
        <AdminPage>
            <PageHeader title="Audit" lead="Who changed what, newest first. Entries are only ever added, and each is chained to the one before it."/>
            <Toolbar>
                <SearchBox action=paths::admin_audit() label="Search who, what or on what" value=query/>
            </Toolbar>
            {list}
            <Pagination page=number pages total noun="entries"/>
        </AdminPage>
    }
}

#[component]
fn EventRow(event: AuditEvent) -> impl IntoView {
    view! {
        <Row>
            <HeadCell><Tag mono=true>{event.action}</Tag></HeadCell>
            <Cell label="On what">{event.object_name}</Cell>
            <Cell label="Who">{event.actor}</Cell>
            <Cell label="When"><Time at=event.at/></Cell>
            <Cell label="Reason">{event.reason.unwrap_or_default()}</Cell>
            <Cell label="From">{event.address.unwrap_or_default()}</Cell>
        </Row>
    }
}
