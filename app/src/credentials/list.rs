//! The keys of an application.
use super::{
    ending_keys::EndingKeyNotices,
    model::*,
    server_fns::{RotateCredential, get_application_keys, get_call_panels},
};
use crate::{
    applications::Application,
    auth_strategies::StrategyKind,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        BlockedButton, ButtonKind, Cell, Column, DataTable, Disclosure, EmptyState, HeadCell, IconName,
        LinkButton, Notice, Row, Section, StatusBadge, Time, Tone,
        form::{FormHandle, use_form},
    },
};
use leptos::prelude::*;

/// The keys of an application: list, generate, and the way to each one.
#[component]
pub fn ApplicationCredentials(application: Application) -> impl IntoView {
    if application.auth_strategy.kind() != StrategyKind::KeyAuth {
        return view! {
            <Notice title="This application has no API keys">
                <p>
                    "It uses OpenID Connect: its calls prove themselves with tokens of the identity provider. How to get one, step by step, is under "
                    <a href=paths::application_tokens(&application.slug)>"Access tokens"</a> "."
                </p>
            </Notice>
        }
        .into_any();
    }
    let form = use_form::<RotateCredential>();
    let (slug, replaced) = (application.slug, form.version());
    let keys = Loading::new(
        move || (slug.clone(), replaced.get()),
        |(slug, _)| async move { Ok((get_application_keys(slug.clone()).await?, get_call_panels(slug).await?)) },
    );
    loaded(keys, move |(keys, panels)| view! { <Keys form keys panels/> }).into_any()
}

#[component]
fn Keys(form: FormHandle<RotateCredential>, keys: ApplicationKeys, panels: Vec<CallPanel>) -> impl IntoView {
    if keys.credentials.is_empty() {
        let new = paths::new_credential(&keys.application_slug);
        return view! {
            <EmptyState
                title="No API keys yet"
                icon=IconName::Key
                action=move || view! { <LinkButton href=new kind=ButtonKind::Primary>"Generate a key"</LinkButton> }
            >
                <p>"A key is the secret that this application sends with each call. You may generate one before access is approved: it starts to work at that moment."</p>
            </EmptyState>
        }
        .into_any();
    }
    let lead = format!("{} of at most {} live keys.", keys.live(), keys.limit);
    let actions = generate_button(&keys);
    let slug = keys.application_slug.clone();
    let ending = keys.clone();
    let rows =
        keys.credentials.into_iter().map(|key| view! { <KeyRow slug=slug.clone() key/> }).collect_view();
    view! {
        <Section title="API keys" lead actions=move || actions>
            <EndingKeyNotices form keys=ending/>
            <WhichCallsWork panels/>
            <DataTable caption="API keys of this application" columns=columns()>{rows}</DataTable>
            <Disclosure summary="Why more than one key?" inline=true>
                <p>
                    "One for each place that calls: production, a test machine, a colleague's laptop. When one leaks you revoke that one, and the others keep working. Rotating a key gives you a new one while the old one still works for a while."
                </p>
            </Disclosure>
        </Section>
    }
    .into_any()
}

fn generate_button(keys: &ApplicationKeys) -> AnyView {
    match &keys.blocked {
        None => {
            let href = paths::new_credential(&keys.application_slug);
            view! { <LinkButton href kind=ButtonKind::Primary icon=IconName::Plus>"Generate a key"</LinkButton> }.into_any()
        }
        Some(refusal) => {
            view! { <BlockedButton reason=format!("{} {}", refusal.reason, refusal.advice)>"Generate a key"</BlockedButton> }
                .into_any()
        }
    }
}

/// Which calls work now, so that nobody has to guess what a key is good for.
#[component]
fn WhichCallsWork(panels: Vec<CallPanel>) -> impl IntoView {
    let (working, refused): (Vec<_>, Vec<_>) = panels.into_iter().partition(|panel| panel.refusal.is_none());
    let names: Vec<String> = working.iter().map(CallPanel::title).collect();
    let lead = if names.is_empty() {
        "No call works with these keys now.".to_owned()
    } else {
        format!("Calls that work with these keys now: {}.", names.join(", "))
    };
    let tone = if names.is_empty() { Tone::Warning } else { Tone::Success };
    let refused = refused
        .into_iter()
        .filter_map(|panel| {
            let title = panel.title();
            panel
                .refusal
                .map(|refusal| view! { <p>{format!("{title}: {} {}", refusal.reason, refusal.advice)}</p> })
        })
        .collect_view();
    view! { <Notice tone title=lead>{refused}</Notice> }
}

fn columns() -> Vec<Column> {
    ["Name", "Key", "Status", "Created", "Last used", "Expires"].map(Column::new).to_vec()
}

#[component]
fn KeyRow(slug: String, key: Credential) -> impl IntoView {
    let Credential { id, created_at, last_used_at, expires_at, ends_soon, status, .. } = key;
    let soon =
        ends_soon.then(|| view! { " " <StatusBadge status="ends-soon" tone=Tone::Warning label="Soon"/> });
    let name = key.name.clone();
    view! {
        <Row>
            <HeadCell><a href=paths::credential(&slug, id)>{name}</a></HeadCell>
            <Cell label="Key"><KeyShape key/></Cell>
            <Cell label="Status"><CredentialStatusBadge status/></Cell>
            <Cell label="Created"><Time at=created_at day=true/></Cell>
            <Cell label="Last used">
                {match last_used_at {
                    Some(at) => view! { <Time at/> }.into_any(),
                    None => "Never".into_any(),
                }}
            </Cell>
            <Cell label="Expires">
                {match expires_at {
                    Some(at) => view! { <Time at day=true/> }.into_any(),
                    None => "–".into_any(),
                }}
                {soon}
            </Cell>
        </Row>
    }
}

/// "ptk_…9f3A".
#[component]
pub fn KeyShape(key: Credential) -> impl IntoView {
    view! {
        <span class="credential-key" translate="no">
            {key.prefix} <span class="credential-key__dots">"…"</span> {key.last_four}
        </span>
    }
}

#[component]
pub fn CredentialStatusBadge(status: CredentialStatus) -> impl IntoView {
    let tone = match status {
        CredentialStatus::Active => Tone::Success,
        CredentialStatus::Retiring { .. } => Tone::Warning,
        CredentialStatus::Expired { .. } | CredentialStatus::Revoked { .. } => Tone::Neutral,
    };
    view! { <StatusBadge status=status.as_str() tone label=status.label()/> }
}
