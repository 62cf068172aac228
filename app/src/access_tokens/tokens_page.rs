use super::{
    model::{AccessToken, Scope},
    server_fns::{IssueAccessToken, get_access_tokens_and_methods},
};
use crate::area::AreaPage;
use crate::{
    account_page::AccountPage,
    identity_providers::OwnSignInMethods,
    load::Load,
    loading::Loading,
    paths,
    sessions::Proved,
    ui::{
        ButtonKind, ButtonSize, Cell, CellKind, Column, DataTable, EmptyState, HeadCell, IconName,
        LinkButton, PageHeader, RadioCard, RadioCards, Row, SecretPanel, Section, Select, SelectOption, Tag,
        TextInput, Time,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub struct TokensRoute {
    tokens: Loading<(Vec<AccessToken>, OwnSignInMethods)>,
    issue: FormHandle<IssueAccessToken>,
}

impl AreaPage for TokensRoute {
    fn data() -> Self {
        let issue = use_form::<IssueAccessToken>();
        let version = issue.version();
        let tokens = Loading::new(move || version.get(), |_| get_access_tokens_and_methods());
        Self { tokens, issue }
    }

    fn view(this: Self) -> AnyView {
        let TokensRoute { tokens, issue } = this;
        view! {
            <Load loading=tokens view=move |(tokens, own)| view! {
                <AccountPage>
                    <PageHeader title="Access tokens" lead="For scripts and pipelines that use this portal's own API in your name. To call the APIs in the catalog, an application's API key is what you need instead."/>
                    <Issued issue/>
                    <TokenList tokens/>
                    <Section title="New access token">
                        <Proved own return_to=paths::account_tokens()><IssueForm issue/></Proved>
                    </Section>
                </AccountPage>
            }/>
        }
        .into_any()
    }
}

/// The only moment at which the secret is known.
#[component]
fn Issued(issue: FormHandle<IssueAccessToken>) -> impl IntoView {
    let issued = issue.result();
    move || {
        issued.get().map(|issued| {
            let title = format!("“{}” is ready", issued.token.name);
            view! { <SecretPanel title secret=issued.secret label="Access token"/> }
        })
    }
}

#[component]
fn TokenList(tokens: Vec<AccessToken>) -> impl IntoView {
    if tokens.is_empty() {
        return view! {
            <EmptyState title="No access tokens yet" icon=IconName::Key>
                <p>"A token lets a program do what you can do here, without your password. Give each program its own, so that you can revoke one alone."</p>
            </EmptyState>
        }
        .into_any();
    }
    let columns = vec![
        Column::new("Name"),
        Column::new("May"),
        Column::new("Ends in"),
        Column::new("Last used"),
        Column::new("Expires"),
        Column::hidden("Actions"),
    ];
    let rows = tokens.into_iter().map(|token| view! { <TokenRow token/> }).collect_view();
    view! { <DataTable caption="Access tokens" columns>{rows}</DataTable> }.into_any()
}

#[component]
fn TokenRow(token: AccessToken) -> impl IntoView {
    let moment = |at: Option<_>, none: &'static str| match at {
        Some(at) => view! { <Time at/> }.into_any(),
        None => none.into_any(),
    };
    let name = token.name.clone();
    view! {
        <Row>
            <HeadCell>{name}</HeadCell>
            <Cell label="May">{scope_label(token.scope)}</Cell>
            <Cell label="Ends in"><Tag mono=true>"…" {token.last_four}</Tag></Cell>
            <Cell label="Last used">{moment(token.last_used_at, "never")}</Cell>
            <Cell label="Expires">{moment(token.expires_at, "never")}</Cell>
            <Cell label="Actions" kind=CellKind::Actions>
                <LinkButton kind=ButtonKind::DangerQuiet size=ButtonSize::Small href=paths::revoke_account_token(token.id)>
                    "Revoke…" <span class="visually-hidden">{token.name}</span>
                </LinkButton>
            </Cell>
        </Row>
    }
}

fn scope_label(scope: Scope) -> &'static str {
    match scope {
        Scope::Read => "read",
        Scope::Write => "read and write",
    }
}

#[component]
fn IssueForm(issue: FormHandle<IssueAccessToken>) -> impl IntoView {
    let scopes = vec![
        RadioCard::new("read", "Read").text("Sees what you see, changes nothing."),
        RadioCard::new("write", "Read and write").text("Does everything that you can do, with your role."),
    ];
    let lifetimes = [("30", "30 days"), ("90", "90 days"), ("365", "1 year"), ("0", "Until revoked")]
        .map(|(days, label)| SelectOption::new(days, label))
        .to_vec();
    view! {
        <Form form=issue class="form">
            <FormNotice form=issue/>
            <TextInput name="name" label="Name" hint="What will use it, such as “nightly import”." limit=255
                value=issue.value("name", "") error=issue.error("name")/>
            <RadioCards name="scope" legend="What it may do" cards=scopes value=issue.value("scope", "read") error=issue.error("scope")/>
            <Select name="expires_in_days" label="Works for" options=lifetimes
                value=issue.value("expires_in_days", "90") error=issue.error("expires_in_days")/>
            <SubmitButton form=issue>"Create token"</SubmitButton>
        </Form>
    }
}
