use crate::{
    admin_page::AdminPage,
    area::AreaPage,
    auth_strategies::{AuthStrategy, StrategySettings, server_fns::list_auth_strategies},
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        ButtonKind, Cell, CellKind, Column, DataTable, EmptyState, HeadCell, IconName, LinkButton,
        PageHeader, Row,
    },
};
use leptos::prelude::*;

pub struct AuthStrategiesRoute(Loading<Vec<AuthStrategy>>);

impl AreaPage for AuthStrategiesRoute {
    fn data() -> Self {
        Self(Loading::new(|| (), |()| list_auth_strategies()))
    }

    fn view(this: Self) -> AnyView {
        view! {
            {loaded(this.0, |all| view! { <Strategies all/> })}
        }
        .into_any()
    }
}

#[component]
fn Strategies(all: Vec<AuthStrategy>) -> impl IntoView {
    let new = || {
        view! {
            <LinkButton href=paths::admin_new_auth_strategy() kind=ButtonKind::Primary icon=IconName::Plus>
                "New auth strategy"
            </LinkButton>
        }
    };
    let list = if all.is_empty() {
        view! {
            <EmptyState title="No auth strategy yet" icon=IconName::Lock action=new>
                <p>
                    "Every version that takes registrations needs one: API keys in a header, or access tokens of your identity provider. One strategy serves any number of versions; developers reuse an application over all of them."
                </p>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <Table all/> }.into_any()
    };
    view! {
        <AdminPage>
            <PageHeader
                title="Auth strategies"
                lead="How calls prove themselves. Each version uses one; an application keeps the one it was created with."
                actions=new
            />
            {list}
        </AdminPage>
    }
}

#[component]
fn Table(all: Vec<AuthStrategy>) -> impl IntoView {
    let columns = vec![
        Column::new("Name"),
        Column::new("Calls prove themselves by"),
        Column::numeric("Versions"),
        Column::numeric("Applications"),
    ];
    let rows = all
        .into_iter()
        .map(|strategy| {
            let how = how(&strategy.settings);
            view! {
                <Row>
                    <HeadCell><a href=paths::admin_auth_strategy(strategy.id)>{strategy.name}</a></HeadCell>
                    <Cell label="Calls prove themselves by">{how}</Cell>
                    <Cell label="Versions" kind=CellKind::Numeric>{strategy.versions}</Cell>
                    <Cell label="Applications" kind=CellKind::Numeric>{strategy.applications}</Cell>
                </Row>
            }
        })
        .collect_view();
    view! { <DataTable caption="Auth strategies" columns>{rows}</DataTable> }
}

/// "API key in apikey or x-api-key".
fn how(settings: &StrategySettings) -> String {
    match settings {
        StrategySettings::KeyAuth { header_names } => format!("API key in {}", header_names.join(" or ")),
        StrategySettings::OpenidConnect { issuer, .. } => format!("OpenID Connect at {issuer}"),
    }
}
