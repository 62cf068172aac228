//! A new application, from My Apps.
use super::{
    form::{ApplicationFields, OwnerChoice},
    model::NewApplicationOffer,
    server_fns::{CreateApplication, offer_new_application},
};
use crate::area::AreaPage;
use crate::{
    auth_strategies::{StrategyKind, StrategySummary},
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        Crumb, Disclosure, LinkButton, Notice, Page, PageHeader, PageWidth, RadioCard, RadioCards,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;
use leptos_meta::Title;

pub struct NewApplicationRoute(Loading<NewApplicationOffer>);

impl AreaPage for NewApplicationRoute {
    fn data() -> Self {
        Self(Loading::new(|| (), |()| offer_new_application()))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<CreateApplication>();
        view! {
            <Title text="New application"/>
            {loaded(this.0, move |offer| view! { <NewApplicationForm form offer/> })}
        }
        .into_any()
    }
}

#[component]
fn NewApplicationForm(form: FormHandle<CreateApplication>, offer: NewApplicationOffer) -> impl IntoView {
    let NewApplicationOffer { strategies: offered, teams } = offer;
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
                <StrategyChoice form offered/>
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
fn StrategyChoice(form: FormHandle<CreateApplication>, offered: Vec<StrategySummary>) -> impl IntoView {
    let only = if offered.len() == 1 { offered[0].id.to_string() } else { String::new() };
    let cards = offered.into_iter().map(strategy_card).collect();
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

fn strategy_card(strategy: StrategySummary) -> RadioCard {
    let text = match strategy.kind() {
        StrategyKind::KeyAuth => "API keys that you generate here and send in a header of each call.",
        StrategyKind::OpenidConnect => {
            "Access tokens of an identity provider, where your application is known already."
        }
    };
    RadioCard::new(strategy.id.to_string(), strategy.name).text(text)
}
