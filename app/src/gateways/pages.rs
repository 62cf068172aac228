//! Admin pages.
use super::{gateway_page::GatewayPage, model::*, server_fns::*};
use crate::actor::Role;
use crate::{
    admin_page::AdminPage,
    area::{AreaPage, PageRoute, page_for, use_params_map},
    error::PortalError,
    id::GatewayId,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        ButtonKind, Cell, CellKind, Column, ConfirmActions, ConfirmPage, Crumb, DataTable, EmptyState,
        HeadCell, IconName, LinkButton, PageHeader, Row, SecretPanel, Select, SelectOption, TextInput, Time,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

/// The slice's addresses.
pub const PAGES: &[PageRoute] = &[
    page_for::<GatewaysPage>(Role::Admin, "/admin/gateways"),
    page_for::<NewGatewayRoute>(Role::Admin, "/admin/gateways/new"),
    page_for::<GatewayPage>(Role::Admin, "/admin/gateways/:id"),
    page_for::<DeleteGatewayPage>(Role::Admin, "/admin/gateways/:id/delete"),
];

pub(super) fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new("Gateways", paths::admin_gateways())]
}

pub struct GatewaysPage(Loading<Vec<Gateway>>);

impl AreaPage for GatewaysPage {
    fn data() -> Self {
        Self(Loading::new(|| (), |()| list_gateways()))
    }

    fn view(this: Self) -> AnyView {
        view! {
            {loaded(this.0, |gateways| view! { <GatewayList gateways/> })}
        }
        .into_any()
    }
}

#[component]
fn GatewayList(gateways: Vec<Gateway>) -> impl IntoView {
    let new = || {
        view! { <LinkButton href=paths::admin_new_gateway() kind=ButtonKind::Primary icon=IconName::Plus>"New gateway"</LinkButton> }
    };
    let list = if gateways.is_empty() {
        view! {
            <EmptyState title="No gateway asks yet" icon=IconName::Lock action=new>
                <p>
                    "A gateway stands in front of the real API and asks the portal on each call whether to let it through. It proves itself with a token of its own. The embedded gateway needs none."
                </p>
            </EmptyState>
        }
        .into_any()
    } else {
        let columns = vec![
            Column::new("Name"),
            Column::new("Kind"),
            Column::new("Token"),
            Column::new("Created"),
            Column::new("Last asked"),
            Column::hidden("Actions"),
        ];
        let rows = gateways.into_iter().map(|gateway| view! { <GatewayRow gateway/> }).collect_view();
        view! { <DataTable caption="Gateways" columns>{rows}</DataTable> }.into_any()
    };
    view! {
        <AdminPage>
            <PageHeader
                title="Gateways"
                lead="What may ask for verdicts: nginx, Caddy, Traefik, Envoy, HAProxy, Apache or whatever else stands in front of your APIs."
                actions=new
            />
            {list}
        </AdminPage>
    }
}

#[component]
fn GatewayRow(gateway: Gateway) -> impl IntoView {
    let Gateway { id, name, kind, last_four, created_at, last_asked_at, .. } = gateway;
    view! {
        <Row>
            <HeadCell><a href=paths::admin_gateway(id)>{name}</a></HeadCell>
            <Cell label="Kind">{kind.label()}</Cell>
            <Cell label="Token"><code translate="no">{format!("ptg_…{last_four}")}</code></Cell>
            <Cell label="Created"><Time at=created_at day=true/></Cell>
            <Cell label="Last asked">
                {match last_asked_at {
                    Some(at) => view! { <Time at/> }.into_any(),
                    None => "Never".into_any(),
                }}
            </Cell>
            <Cell label="Actions" kind=CellKind::Actions>
                <LinkButton href=paths::admin_delete_gateway(id) kind=ButtonKind::DangerQuiet>"Delete…"</LinkButton>
            </Cell>
        </Row>
    }
}

pub struct NewGatewayRoute(FormHandle<CreateGateway>, Loading<Vec<Gateway>>);

impl AreaPage for NewGatewayRoute {
    fn data() -> Self {
        // Loaded so that only admins get to see the form.
        Self(use_form(), Loading::new(|| (), |()| list_gateways()))
    }

    fn view(this: Self) -> AnyView {
        let form = this.0;
        view! {
            {loaded(this.1, move |_| view! { <NewGatewayPage form/> })}
        }
        .into_any()
    }
}

#[component]
fn NewGatewayPage(form: FormHandle<CreateGateway>) -> impl IntoView {
    let result = form.result();
    let body = move || {
        match result.get() {
        Some(issued) => {
            let next = paths::admin_gateway(issued.gateway.id);
            let done = move || {
                view! { <LinkButton href=next kind=ButtonKind::Primary>"Stored: show me the configuration"</LinkButton> }
            };
            view! {
                <SecretPanel
                    title=format!("The token of “{}”", issued.gateway.name)
                    secret=issued.secret
                    label="Gateway token"
                    note="Store it now: it cannot be shown again. It goes into the gateway's configuration, in the place of ptg_REPLACE_ME."
                    actions=done
                />
            }
            .into_any()
        }
        None => view! {
            <Form form class="form">
                <FormNotice form/>
                <TextInput
                    name="name"
                    label="Name"
                    hint="Which gateway it is, such as “edge-eu”. One token for each."
                    limit=255
                    value=form.value("name", "")
                    error=form.error("name")
                />
                <Select
                    name="kind"
                    label="Kind"
                    hint="Decides which configuration you are shown."
                    options=GatewayKind::ALL.map(|kind| SelectOption::new(kind.as_str(), kind.label())).to_vec()
                    value=form.value("kind", GatewayKind::Nginx.as_str())
                    error=form.error("kind")
                />
                <div class="form__actions">
                    <SubmitButton form>"Create gateway"</SubmitButton>
                    <LinkButton href=paths::admin_gateways()>"Cancel"</LinkButton>
                </div>
            </Form>
        }
        .into_any(),
    }
    };
    view! {
        <AdminPage>
            <PageHeader title="New gateway" crumbs=crumbs()/>
            {body}
        </AdminPage>
    }
}

pub struct DeleteGatewayPage(Loading<Gateway>);

impl AreaPage for DeleteGatewayPage {
    fn data() -> Self {
        let params = use_params_map();
        let id = move || params.read().get("id").unwrap_or_default();
        Self(Loading::new(id, |id| async move {
            let id: GatewayId = id.parse().map_err(|_| PortalError::NotFound)?;
            get_gateway(id).await
        }))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<DeleteGateway>();
        view! {
            {loaded(this.0, move |gateway| view! { <ConfirmDeletion form gateway/> })}
        }
        .into_any()
    }
}

#[component]
fn ConfirmDeletion(form: FormHandle<DeleteGateway>, gateway: Gateway) -> impl IntoView {
    let consequences = vec![
        format!("The token ptg_…{} stops working at once.", gateway.last_four),
        "Every call through this gateway is refused from then on, until it gets a new token.".to_owned(),
    ];
    view! {
        <ConfirmPage title=format!("Delete “{}”?", gateway.name) heading="What stops working" consequences>
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="id" value=gateway.id.to_string()/>
                <ConfirmActions
                    confirm="Delete gateway"
                    cancel_href=paths::admin_gateways()
                    pending=form.pending()
                />
            </Form>
        </ConfirmPage>
    }
}
