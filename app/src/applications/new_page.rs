//! A new application, from My Apps.
use super::{
    form::{ApplicationFields, OwnerChoice, RedirectUris},
    model::{Application, NewApplicationOffer},
    server_fns::{CreateApplication, offer_new_application},
};
use crate::area::AreaPage;
use crate::{
    auth_strategies::{StrategyKind, StrategySummary},
    client_registration::{IssuedClient, IssuedClientPanel},
    id::AuthStrategyId,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        ButtonKind, Crumb, Disclosure, LinkButton, Notice, Page, PageHeader, PageWidth, RadioCard,
        RadioCards,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub struct NewApplicationRoute(Loading<NewApplicationOffer>);

impl AreaPage for NewApplicationRoute {
    fn data() -> Self {
        Self(Loading::new(|| (), |()| offer_new_application()))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<CreateApplication>();
        let created = form.result();
        view! {
            {loaded(this.0, move |offer| {
                move || match created.get().and_then(|created| Some((created.application, created.client?))) {
                    Some((application, client)) => view! { <Created application client/> }.into_any(),
                    None => view! { <NewApplicationForm form offer=offer.clone()/> }.into_any(),
                }
            })}
        }
        .into_any()
    }
}

/// Created with a client: its secret, this once.
#[component]
fn Created(application: Application, client: IssuedClient) -> impl IntoView {
    let (href, title) = (paths::application(&application.slug), format!("“{}” is created", application.name));
    view! {
        <Page width=PageWidth::Narrow>
            <PageHeader title crumbs=vec![Crumb::new("My Apps", paths::applications())]
                lead="Its client is registered at the identity provider."/>
            <IssuedClientPanel client/>
            <LinkButton href kind=ButtonKind::Primary>"Go on to the application"</LinkButton>
        </Page>
    }
}

#[component]
fn NewApplicationForm(form: FormHandle<CreateApplication>, offer: NewApplicationOffer) -> impl IntoView {
    let NewApplicationOffer { strategies: offered, registering, teams } = offer;
    let redirects = (!registering.is_empty()).then(|| view! { <RedirectUris form/> });
    let crumbs = vec![Crumb::new("My Apps", paths::applications())];
    let header = view! {
        <PageHeader
            title="New application"
            crumbs
            lead="One piece of software that will call APIs. It gets its own access and its own keys."
        />
    };
    if offered.is_empty() {
        return view! {
            <Page width=PageWidth::Narrow>
                {header}
                <Notice title="There is nothing to call yet">
                    <p>
                        "No published API takes registrations so far, so an application could not do anything. Look into the "
                        <a href=paths::catalog()>"catalog"</a> " again later."
                    </p>
                </Notice>
            </Page>
        }
        .into_any();
    }
    view! {
        <Page width=PageWidth::Narrow>
            {header}
            <Form form class="form">
                <FormNotice form/>
                <ApplicationFields form generates=true kind=None/>
                <OwnerChoice form teams/>
                <StrategyChoice form offered registering/>
                {redirects}
                <div class="form__actions">
                    <SubmitButton form>"Create application"</SubmitButton>
                    <LinkButton href=paths::applications()>"Cancel"</LinkButton>
                </div>
            </Form>
        </Page>
    }
    .into_any()
}

#[component]
fn StrategyChoice(
    form: FormHandle<CreateApplication>,
    offered: Vec<StrategySummary>,
    registering: Vec<AuthStrategyId>,
) -> impl IntoView {
    let only = if offered.len() == 1 { offered[0].id.to_string() } else { String::new() };
    let cards = offered
        .into_iter()
        .map(|strategy| {
            let registers = registering.contains(&strategy.id);
            strategy_card(strategy, registers)
        })
        .collect();
    view! {
        <RadioCards
            name="auth_strategy_id"
            legend="How its calls prove themselves"
            hint="Fixed once the application is created."
            value=form.value("auth_strategy_id", only)
            error=form.error("auth_strategy_id")
            cards
        />
        <Disclosure summary="Why can this not be changed later?" inline=true>
            <p>
                "Each API version accepts one way of proving who calls. An application's credentials are made for one of these ways; under another one they would all stop working at once. To call APIs that use different ways, create one application for each. Coming from an API's Register button, the right one is chosen for you."
            </p>
        </Disclosure>
    }
}

fn strategy_card(strategy: StrategySummary, registers: bool) -> RadioCard {
    let text = match strategy.kind() {
        StrategyKind::KeyAuth => "API keys that you generate here and send in a header of each call.",
        StrategyKind::OpenidConnect if registers => {
            "Access tokens of an identity provider. The application's client there is created with it; leave the reference ID empty."
        }
        StrategyKind::OpenidConnect => {
            "Access tokens of an identity provider, where your application is known already."
        }
    };
    RadioCard::new(strategy.id.to_string(), strategy.name).text(text)
}
