//! One application: what to do next, and what it may call.
use super::{
    layout::{ApplicationLayout, Part, slug_in_address},
    model::ApplicationCard,
    server_fns::get_application_access,
};
use crate::area::AreaPage;
use crate::{
    auth_strategies::StrategyKind,
    credentials::{ApplicationCalls, EndingKeys},
    load::loaded,
    loading::Loading,
    paths,
    registrations::{Registration, RegistrationList, RegistrationStatus},
    ui::{
        ButtonKind, Definition, DefinitionList, KeyValue, LinkButton, Notice, Section, Time, Tone,
        moment_text,
    },
};
use leptos::prelude::*;

pub struct ApplicationRoute(Loading<(ApplicationCard, Vec<Registration>)>);

impl AreaPage for ApplicationRoute {
    fn data() -> Self {
        let slug = slug_in_address();
        Self(Loading::new(move || slug.get(), get_application_access))
    }

    fn view(this: Self) -> AnyView {
        view! {
            {loaded(this.0, |(card, registrations)| view! { <Overview card registrations/> })}
        }
        .into_any()
    }
}

#[component]
fn Overview(card: ApplicationCard, registrations: Vec<Registration>) -> impl IntoView {
    let application = card.application.clone();
    let next = next_step(&card, &registrations);
    let ending = (card.live_credentials > 0).then(|| view! { <EndingKeys application=application.clone()/> });
    let calls =
        (!registrations.is_empty()).then(|| view! { <ApplicationCalls application=application.clone()/> });
    let access = (!registrations.is_empty()).then(|| {
        view! {
            <Section title="Access">
                <RegistrationList registrations/>
            </Section>
        }
    });
    view! {
        <ApplicationLayout card part=Part::Overview>
            {ending} {next} {calls} {access}
            <Section title="About">
                <DefinitionList>
                    <Definition term="Reference ID"><KeyValue value=application.reference_id copy=true/></Definition>
                    <Definition term="Auth strategy">{application.auth_strategy.name}</Definition>
                    <Definition term="Created"><Time at=application.created_at/></Definition>
                </DefinitionList>
            </Section>
        </ApplicationLayout>
    }
}

/// The one thing to do now, so that nobody has to know the flow.
fn next_step(card: &ApplicationCard, registrations: &[Registration]) -> impl IntoView + use<> {
    let slug = &card.application.slug;
    let has_keys =
        card.live_credentials > 0 || card.application.auth_strategy.kind() != StrategyKind::KeyAuth;
    let generate = paths::new_credential(slug);
    let waiting = registrations.iter().find(|one| one.state.status() == RegistrationStatus::Pending);
    if card.approved_registrations > 0 && !has_keys {
        let actions = move || view! { <LinkButton href=generate kind=ButtonKind::Primary>"Generate a key"</LinkButton> };
        return Some(
            view! {
                <Notice tone=Tone::Success title="Next: generate an API key" actions>
                    <p>"Access is approved. A key is all that is missing for the first call."</p>
                </Notice>
            }
            .into_any(),
        );
    }
    if card.approved_registrations > 0 {
        return None;
    }
    if let Some(waiting) = waiting {
        let text = format!(
            "The request for {} waits for a decision since {}. You get a mail once it is made.",
            waiting.target(),
            moment_text(waiting.requested_at)
        );
        let meanwhile = (!has_keys).then(|| {
            view! {
                <p>
                    "Meanwhile you can " <a href=generate>"generate a key"</a>
                    ": it starts to work at the moment of approval."
                </p>
            }
        });
        return Some(
            view! { <Notice tone=Tone::Warning title="Waiting for approval"><p>{text}</p> {meanwhile}</Notice> }.into_any(),
        );
    }
    let actions = || view! { <LinkButton href=paths::catalog() kind=ButtonKind::Primary>"Browse the APIs"</LinkButton> };
    Some(
        view! {
            <Notice title="Next: ask for access to an API" actions>
                <p>
                    "This application may not call anything yet. Choose an API in the catalog, open one of its versions and press Register."
                </p>
            </Notice>
        }
        .into_any(),
    )
}
