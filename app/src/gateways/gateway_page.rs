//! One gateway: its token, its finished configuration, and when it last asked.
use super::{model::*, pages::crumbs, server_fns::get_gateway_set_up};
use crate::{
    admin_page::AdminPage,
    area::{AreaPage, use_params_map},
    error::PortalError,
    id::GatewayId,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        Button, ButtonKind, CodeBlock, Definition, DefinitionList, EmptyState, IconName, LinkButton, Notice,
        PageHeader, QueryForm, Section, Select, SelectOption, Time, Tone,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct GatewayPage(Loading<GatewaySetUp>);

impl AreaPage for GatewayPage {
    fn data() -> Self {
        let (params, query) = (use_params_map(), use_query_map());
        let named = move || {
            let id = params.read().get("id").unwrap_or_default();
            (id, query.read().get("for").unwrap_or_default())
        };
        Self(Loading::new(named, |(id, target): (String, String)| async move {
            let id: GatewayId = id.parse().map_err(|_| PortalError::NotFound)?;
            get_gateway_set_up(id, target).await
        }))
    }

    fn view(this: Self) -> AnyView {
        view! {
            {loaded(this.0, |set_up| view! { <SetUp set_up/> })}
        }
        .into_any()
    }
}

#[component]
fn SetUp(set_up: GatewaySetUp) -> impl IntoView {
    let GatewaySetUp { gateway, targets, chosen, configuration } = set_up;
    let id = gateway.id;
    let delete = move || {
        view! { <LinkButton href=paths::admin_delete_gateway(id) kind=ButtonKind::DangerQuiet>"Delete…"</LinkButton> }
    };
    let configured = match (chosen, configuration) {
        (Some(chosen), Some(configuration)) => {
            view! { <Configuration id targets chosen configuration/> }.into_any()
        }
        _ => view! {
            <EmptyState title="No API version can be called yet" icon=IconName::Lock>
                <p>"Publish a version, and its finished configuration stands here."</p>
            </EmptyState>
        }
        .into_any(),
    };
    view! {
        <AdminPage>
            <PageHeader title=gateway.name.clone() crumbs=crumbs() lead=gateway.kind.label() actions=delete/>
            <Facts gateway/>
            {configured}
        </AdminPage>
    }
}

#[component]
fn Facts(gateway: Gateway) -> impl IntoView {
    let asked = match gateway.last_asked_at {
        Some(at) => view! { <Time at/> }.into_any(),
        None => "Never: it has not reached the portal with its token yet.".into_any(),
    };
    view! {
        <DefinitionList rows=true>
            <Definition term="Last asked">{asked}</Definition>
            <Definition term="Token">
                <code translate="no">{format!("ptg_…{}", gateway.last_four)}</code>
                " Was shown once. If it is lost, delete this gateway and create another."
            </Definition>
            <Definition term="Created"><Time at=gateway.created_at day=true/>" by "{gateway.created_by}</Definition>
        </DefinitionList>
    }
}

#[component]
fn Configuration(
    id: GatewayId,
    targets: Vec<GatewayTarget>,
    chosen: GatewayTarget,
    configuration: GatewayConfiguration,
) -> impl IntoView {
    let options =
        targets.iter().map(|target| SelectOption::new(target.key(), target.title.clone())).collect();
    let notes = configuration
        .notes
        .into_iter()
        .map(|note| view! { <Notice tone=Tone::Warning>{note}</Notice> })
        .collect_view();
    let several = configuration.files.len() > 1;
    let files = configuration
        .files
        .into_iter()
        .map(|file| view! { <CodeBlock code=file.text label=file.name/> })
        .collect_view();
    let lead = if several {
        "Put these files into one folder, the gateway's token in the place of ptg_REPLACE_ME, and check the address to listen on."
    } else {
        "Put the gateway's token in the place of ptg_REPLACE_ME, and check the address to listen on."
    };
    view! {
        <Section title=format!("Configuration for {}", chosen.title) lead>
            <QueryForm action=paths::admin_gateway(id) class="form">
                <Select name="for" label="API version" options value=chosen.key()/>
                <div class="form__actions"><Button>"Show"</Button></div>
            </QueryForm>
            {notes}
            {files}
        </Section>
        <Section
            title="Ask by hand"
            lead="Answers 200 with the caller's identity, 401 or 403 with the reason. Use it to see that token and address are right."
        >
            <CodeBlock code=configuration.ask label="A question" wrap=true/>
        </Section>
    }
}
