//! How the applications of an auth strategy get their clients.
use super::{
    model::{ADDRESS_MAX, CLIENT_ID_MAX, ClientRegistration, NewClientRegistration, RegistrationKind},
    server_fns::{
        RemoveClientRegistration, SetClientRegistration, StrategyRegistration, VerifyClientRegistration,
        get_client_registration,
    },
};
use crate::{
    admin_page::AdminPage,
    area::AreaPage,
    auth_strategies::StrategyKind,
    id::AuthStrategyId,
    identity_providers::CheckOutcome,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        BlockedButton, Crumb, InputType, Notice, PageHeader, RadioCard, RadioCards, Section, TextArea,
        TextInput, Tone,
        form::{AnyForm, Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub struct ClientRegistrationRoute {
    loading: Loading<StrategyRegistration>,
    set: FormHandle<SetClientRegistration>,
    remove: FormHandle<RemoveClientRegistration>,
}

impl AreaPage for ClientRegistrationRoute {
    fn data() -> Self {
        let (set, remove) = (use_form::<SetClientRegistration>(), use_form::<RemoveClientRegistration>());
        let (changed, removed) = (set.version(), remove.version());
        let loading = Loading::of_id(move || (changed.get(), removed.get()), get_client_registration);
        Self { loading, set, remove }
    }

    fn view(this: Self) -> AnyView {
        let (set, remove) = (this.set, this.remove);
        view! {
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
    let registers = strategy.settings.kind() == StrategyKind::OpenidConnect;
    let body = match registers {
        true => view! { <Settings id registration set remove/> }.into_any(),
        false => view! {
            <Notice tone=Tone::Info title="Calls of this auth strategy carry API keys">
                <p>"There are no clients to register. Client registration is for auth strategies with tokens of an identity provider (OpenID Connect)."</p>
            </Notice>
        }
        .into_any(),
    };
    view! {
        <AdminPage>
            <PageHeader
                title="Client registration"
                lead="Creating an application creates its client at the identity provider; the developer sees ID and secret once, and nobody has to be asked."
                crumbs
            />
            {body}
        </AdminPage>
    }
}

#[component]
fn Settings(
    id: AuthStrategyId,
    registration: Option<ClientRegistration>,
    set: FormHandle<SetClientRegistration>,
    remove: FormHandle<RemoveClientRegistration>,
) -> impl IntoView {
    let saved = set.result();
    let verify = registration.is_some().then(|| view! { <Verify id/> });
    let ending = registration.clone().map(|registration| view! { <Ending registration form=remove/> });
    view! {
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
    }
}

#[component]
fn Fields(#[prop(into)] form: AnyForm, registration: Option<ClientRegistration>) -> impl IntoView {
    let has_secret = registration.as_ref().is_some_and(|registration| registration.has_secret);
    let settings = registration.map(|registration| registration.settings);
    let kind = settings.as_ref().map_or(RegistrationKind::Rfc7591, |settings| settings.kind);
    let (endpoint, client_id, scopes) = settings
        .map(|settings| (settings.endpoint, settings.client_id, settings.scopes.join("\n")))
        .unwrap_or_default();
    let cards =
        RegistrationKind::ALL.map(|kind| RadioCard::new(kind.as_str(), kind.label()).text(kind.explained()));
    let secret_hint = match has_secret {
        true => "One is kept. Leave this empty to keep it, or enter a new one.",
        false => "It is kept encrypted and never shown again.",
    };
    view! {
        <RadioCards name="kind" legend="How clients are registered" cards=cards.to_vec() value=form.value("kind", kind.as_str()) error=form.error("kind")/>
        <TextInput name="client_id" label="Client ID of the portal itself" hint="Auth0, Entra ID and Curity only." mono=true optional=true autocomplete="off"
            value=form.value("client_id", client_id) error=form.error("client_id") limit=CLIENT_ID_MAX as u32/>
        <TextInput name="secret" label="Token, key or client secret" hint=secret_hint r#type=InputType::Password autocomplete="off" mono=true optional=true
            error=form.error("secret") limit=NewClientRegistration::SECRET_MAX as u32/>
        <TextInput name="endpoint" label="Address" hint="The bridge's own. All others are found by the issuer; enter it only where it is another one, such as the tenant's own domain behind a custom domain of Auth0 (https://acme.eu.auth0.com/api/v2)." r#type=InputType::Url mono=true optional=true
            value=form.value("endpoint", endpoint) error=form.error("endpoint") limit=ADDRESS_MAX as u32/>
        <TextArea name="scopes" label="Further scopes to choose from" hint="One a line, up to 50 of at most 128 characters. Clients may always have the scopes of the auth strategy; developers add these themselves. Not at Okta and Entra ID, which grant scopes by rules of their own." rows=3 mono=true optional=true
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
                <CheckOutcome check passed="Clients can be registered, used, changed and removed" failed="Creating an application would fail"/>
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
