//! Admin pages.
use super::{model::*, server_fns::*};
use crate::actor::Role;
use crate::{
    area::{AreaPage, PageRoute, page_for, use_params_map},
    error::PortalError,
    id::GatewayId,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        ButtonKind, Cell, CellKind, CodeBlock, Column, ConfirmActions, ConfirmPage, Crumb, DataTable,
        EmptyState, HeadCell, IconName, LinkButton, Page, PageHeader, PageWidth, Row, SecretPanel, Section,
        TextInput, Time,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The slice's addresses.
pub const PAGES: &[PageRoute] = &[
    page_for::<GatewaysPage>(Role::Admin, "/admin/gateways"),
    page_for::<NewGatewayRoute>(Role::Admin, "/admin/gateways/new"),
    page_for::<NginxPage>(Role::Admin, "/admin/gateways/nginx"),
    page_for::<DeleteGatewayPage>(Role::Admin, "/admin/gateways/:id/delete"),
];

fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new("Gateways", paths::admin_gateways())]
}

pub struct GatewaysPage(Loading<(Vec<Gateway>, Vec<GatewayTarget>)>);

impl AreaPage for GatewaysPage {
    fn data() -> Self {
        Self(Loading::new(|| (), |()| async { Ok((list_gateways().await?, list_gateway_targets().await?)) }))
    }

    fn view(this: Self) -> AnyView {
        view! {
            <Title text="Gateways"/>
            {loaded(this.0, |(gateways, targets)| view! { <GatewayList gateways targets/> })}
        }
        .into_any()
    }
}

#[component]
fn GatewayList(gateways: Vec<Gateway>, targets: Vec<GatewayTarget>) -> impl IntoView {
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
            Column::new("Token"),
            Column::new("Created"),
            Column::new("Last asked"),
            Column::hidden("Actions"),
        ];
        let rows = gateways.into_iter().map(|gateway| view! { <GatewayRow gateway/> }).collect_view();
        view! { <DataTable caption="Gateways" columns>{rows}</DataTable> }.into_any()
    };
    view! {
        <Page>
            <PageHeader
                title="Gateways"
                lead="What may ask for verdicts: nginx, Caddy, Traefik, Envoy or whatever stands in front of your APIs."
                actions=new
            />
            {list}
            <NginxLinks targets/>
        </Page>
    }
}

#[component]
fn GatewayRow(gateway: Gateway) -> impl IntoView {
    let Gateway { id, name, last_four, created_at, last_asked_at, .. } = gateway;
    view! {
        <Row>
            <HeadCell>{name}</HeadCell>
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

#[component]
fn NginxLinks(targets: Vec<GatewayTarget>) -> impl IntoView {
    (!targets.is_empty()).then(|| {
        let links = targets
            .into_iter()
            .map(|target| {
                let href = paths::admin_gateway_nginx(&target.product_slug, &target.version_slug);
                view! { <li><a href=href>{target.title}</a></li> }
            })
            .collect_view();
        view! {
            <Section title="nginx" lead="A finished configuration for one version, as it is tested with this portal.">
                <ul>{links}</ul>
            </Section>
        }
    })
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
            <Title text="New gateway"/>
            {loaded(this.1, move |_| view! { <NewGatewayPage form/> })}
        }
        .into_any()
    }
}

#[component]
fn NewGatewayPage(form: FormHandle<CreateGateway>) -> impl IntoView {
    let result = form.result();
    let body = move || match result.get() {
        Some(issued) => {
            let done = || view! { <LinkButton href=paths::admin_gateways()>"I have stored it"</LinkButton> };
            view! {
                <SecretPanel
                    title=format!("The token of “{}”", issued.gateway.name)
                    secret=issued.secret
                    label="Gateway token"
                    note="Put it into the gateway's configuration, in the header X-Portal-Gateway-Token. It cannot be shown again."
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
                <div class="form__actions">
                    <SubmitButton form>"Create gateway"</SubmitButton>
                    <LinkButton href=paths::admin_gateways()>"Cancel"</LinkButton>
                </div>
            </Form>
        }
        .into_any(),
    };
    view! {
        <Page width=PageWidth::Narrow>
            <PageHeader title="New gateway" crumbs=crumbs()/>
            {body}
        </Page>
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
            <Title text="Delete gateway"/>
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

pub struct NginxPage(Loading<NginxConfiguration>);

impl AreaPage for NginxPage {
    fn data() -> Self {
        let query = use_query_map();
        let named = move || {
            let query = query.read();
            (query.get("product").unwrap_or_default(), query.get("version").unwrap_or_default())
        };
        Self(Loading::new(named, |(product, version)| get_nginx_configuration(product, version)))
    }

    fn view(this: Self) -> AnyView {
        view! {
            <Title text="nginx configuration"/>
            {loaded(this.0, |configuration| view! { <Configuration configuration/> })}
        }
        .into_any()
    }
}

#[component]
fn Configuration(configuration: NginxConfiguration) -> impl IntoView {
    view! {
        <Page>
            <PageHeader
                title="nginx configuration"
                crumbs=crumbs()
                lead="Put the gateway's token in the place of ptg_REPLACE_ME, and check the address to listen on."
            />
            <CodeBlock code=configuration.text label="portal.conf"/>
        </Page>
    }
}
