//! What an application may call, and what it has asked for.
use super::{
    layout::{ApplicationLayout, Part, slug_in_address},
    model::ApplicationCard,
    server_fns::get_application_access,
};
use crate::area::AreaPage;
use crate::{
    load::loaded,
    loading::Loading,
    paths,
    quotas::ApplicationQuotas,
    registrations::{Registration, RegistrationList},
    ui::{ButtonKind, Disclosure, EmptyState, IconName, LinkButton, Section},
};
use leptos::prelude::*;

pub struct ApplicationAccessRoute(Loading<(ApplicationCard, Vec<Registration>)>);

impl AreaPage for ApplicationAccessRoute {
    fn data() -> Self {
        let slug = slug_in_address();
        Self(Loading::new(move || slug.get(), get_application_access))
    }

    fn view(this: Self) -> AnyView {
        view! {
            {loaded(this.0, |(card, registrations)| view! { <Access card registrations/> })}
        }
        .into_any()
    }
}

#[component]
fn Access(card: ApplicationCard, registrations: Vec<Registration>) -> impl IntoView {
    let browse = || view! { <LinkButton href=paths::catalog() kind=ButtonKind::Primary>"Browse the APIs"</LinkButton> };
    let list = if registrations.is_empty() {
        view! {
            <EmptyState title="No access yet" icon=IconName::Lock action=browse>
                <p>
                    "Registering an application for an API version is asking its provider for access. Once approved, calls with this application's credentials are let through; everybody sees who calls, and one application can be stopped without the others."
                </p>
            </EmptyState>
        }
        .into_any()
    } else {
        let more = || view! { <LinkButton href=paths::catalog()>"Find another API"</LinkButton> };
        view! {
            <Section title="Registrations" actions=more>
                <RegistrationList registrations/>
            </Section>
            <ApplicationQuotas application=card.application.slug.clone()/>
            <Disclosure summary="Why would I register?" inline=true>
                <p>
                    "Calls of an application that is not registered are refused. The provider sees who calls, can tell you before something changes, and can approve each application on its own."
                </p>
            </Disclosure>
        }
        .into_any()
    };
    view! { <ApplicationLayout card part=Part::Access>{list}</ApplicationLayout> }
}
