//! How the applications of an auth strategy get their clients.
use super::{
    model::{ClientRegistration, NewClientRegistration, RegistrationKind},
    server_fns::{
        RemoveClientRegistration, SetClientRegistration, StrategyRegistration, VerifyClientRegistration,
        get_client_registration,
    },
};
use crate::area::{AreaPage, use_params_map};
use crate::{
    error::PortalError,
    id::AuthStrategyId,
    identity_providers::CheckOutcome,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        BlockedButton, Crumb, InputType, Notice, Page, PageHeader, PageWidth, RadioCard, RadioCards, Section,
        TextArea, TextInput, Tone,
        form::{AnyForm, Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;
use leptos_meta::Title;

pub struct ClientRegistrationRoute {
    loading: Loading<StrategyRegistration>,
    set: FormHandle<SetClientRegistration>,
    remove: FormHandle<RemoveClientRegistration>,
}

impl AreaPage for ClientRegistrationRoute {
    fn data() -> Self {
        let (set, remove) = (use_form::<SetClientRegistration>(), use_form::<RemoveClientRegistration>());
        let (changed, removed) = (set.version(), remove.version());
        let params = use_params_map();
        let asked = move || {
            let id: Option<AuthStrategyId> = params.read().get("id").and_then(|id| id.parse().ok());
            (id, changed.get(), removed.get())
        };
        let loading = Loading::new(asked, |(id, ..)| async move {
            match id {
                Some(id) => get_client_registration(id).await,
                None => Err(PortalError::NotFound),
            }
        });
        Self { loading, set, remove }
    }

    fn view(this: Self) -> AnyView {
        let (set, remove) = (this.set, this.remove);
        view! {
            <Title text="Client registration"/>
            {loaded(this.loading, move |found| view! { <Registration found set remove/> })}
        }
        .into_any()
    }
}

#[component]
fn Registration(
    found: StrategyRegistration,
    set: FormHandle<SetClientRegistration>,
    remove: FormHandle<RemoveClientRegistration>,
) -> impl IntoView {
    let StrategyRegistration { strategy, registration } = found;
    let id = strategy.id;
    let crumbs = vec![
        Crumb::new("Auth strategies", paths::admin_auth_strategies()),
        Crumb::new(strategy.name, paths::admin_auth_strategy(id)),
    ];
    let saved = set.result();
    let verify = registration.is_some().then(|| view! { <Verify id/> });
    let ending = registration.clone().map(|registration| view! { <Ending registration form=remove/> });
    view! {
        <Page width=PageWidth::Narrow>
            <PageHeader
                title="Client registration"
                lead="Creating an application creates its client at the identity provider; the developer sees ID and secret once, and nobody has to be asked."
                crumbs
            />
            <Section title="Settings" lead="For applications that are created from now on. Those that there are keep the client they have.">
                {move || saved.get().map(|_| view! { <Notice tone=Tone::Success alert=true><p>"Saved."</p></Notice> })}
                <Form form=set class="form">
                    <FormNotice form=set/>
                    <input type="hidden" name="id" value=id.to_string()/>
                    <Fields form=set registration/>
                    <SubmitButton form=set>"Save"</SubmitButton>
                </Form>
            </Section>
            {verify}
            {ending}
        </Page>
    }
}

#[component]
fn Fields(#[prop(into)] form: AnyForm, registration: Option<ClientRegistration>) -> impl IntoView {
    let (kind, endpoint, scopes, has_secret) = match registration {
        Some(ClientRegistration { settings, has_secret, .. }) => {
            (settings.kind, settings.endpoint, settings.scopes.join("\n"), has_secret)
        }
        None => (RegistrationKind::Rfc7591, String::new(), String::new(), false),
    };
    let cards = vec![
        RadioCard::new(RegistrationKind::Rfc7591.as_str(), RegistrationKind::Rfc7591.label())
            .text("The provider's own registration endpoint. It must also let clients be changed and removed (RFC 7592)."),
        RadioCard::new(RegistrationKind::Http.as_str(), RegistrationKind::Http.label())
            .text("A small service of yours that the portal calls, and that speaks to the provider in its own way."),
    ];
    let secret_hint = match has_secret {
        true => "One is kept. Leave this empty to keep it, or enter a new one.",
        false => {
            "The initial access token of the provider, or the bridge's API key. It is kept encrypted and never shown again."
        }
    };
    view! {
        <RadioCards name="kind" legend="How clients are registered" cards value=form.value("kind", kind.as_str()) error=form.error("kind")/>
        <TextInput name="endpoint" label="Registration endpoint" hint="Empty with RFC 7591: where the issuer's configuration says. For a bridge, its address." r#type=InputType::Url mono=true optional=true
            value=form.value("endpoint", endpoint) error=form.error("endpoint") limit=super::model::ADDRESS_MAX as u32/>
        <TextInput name="secret" label="Token or key" hint=secret_hint r#type=InputType::Password autocomplete="off" mono=true optional=true
            error=form.error("secret") limit=NewClientRegistration::SECRET_MAX as u32/>
        <TextArea name="scopes" label="Further scopes to choose from" hint="One a line, up to 50 of at most 128 characters. Clients may always have the scopes of the auth strategy; developers add these themselves." rows=3 mono=true optional=true
            value=form.value("scopes", scopes) error=form.error("scopes")/>
    }
}

#[component]
fn Verify(id: AuthStrategyId) -> impl IntoView {
    let form = use_form::<VerifyClientRegistration>();
    let result = form.result();
    view! {
        <Section title="Verify" lead="Registers a client as an application would, and removes it again. What is saved is verified.">
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="id" value=id.to_string()/>
                <SubmitButton form class="button">"Verify client registration"</SubmitButton>
            </Form>
            {move || result.get().map(|check| view! {
                <CheckOutcome check passed="Clients can be registered, changed and removed" failed="Creating an application would fail"/>
            })}
        </Section>
    }
}

#[component]
fn Ending(registration: ClientRegistration, form: FormHandle<RemoveClientRegistration>) -> impl IntoView {
    let id = registration.auth_strategy_id.to_string();
    match registration.can_remove() {
        Err(reason) => view! {
            <Section title="Stop registering clients">
                <BlockedButton reason=reason.to_string()>"Stop registering clients"</BlockedButton>
            </Section>
        }
        .into_any(),
        Ok(()) => view! {
            <Section title="Stop registering clients" lead="No client is registered. Developers then create clients themselves and enter their IDs.">
                <Form form>
                    <FormNotice form/>
                    <input type="hidden" name="id" value=id/>
                    <SubmitButton form class="button--danger-quiet">"Stop registering clients"</SubmitButton>
                </Form>
            </Section>
        }
        .into_any(),
    }
}
