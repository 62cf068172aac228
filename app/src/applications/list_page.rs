//! My Apps.
use super::{model::ApplicationCard, server_fns::list_own_applications};
use crate::area::AreaPage;
use crate::{
    count::counted,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        Avatar, ButtonKind, Disclosure, EmptyState, IconName, LinkButton, Page, PageHeader, StatusBadge, Tag,
        Time, Tone,
    },
};
use leptos::prelude::*;

pub struct ApplicationsRoute(Loading<Vec<ApplicationCard>>);

impl AreaPage for ApplicationsRoute {
    fn data() -> Self {
        Self(Loading::new(|| (), |()| list_own_applications()))
    }

    fn view(this: Self) -> AnyView {
        view! {
            {loaded(this.0, |cards| view! { <Applications cards/> })}
        }
        .into_any()
    }
}

#[component]
fn Applications(cards: Vec<ApplicationCard>) -> impl IntoView {
    let new = || {
        view! {
            <LinkButton href=paths::teams() icon=IconName::Person>"Teams"</LinkButton>
            <LinkButton href=paths::new_application() kind=ButtonKind::Primary icon=IconName::Plus>
                "New application"
            </LinkButton>
        }
    };
    if cards.is_empty() {
        return view! {
            <Page>
                <PageHeader title="My Apps"/>
                <EmptyState title="Nothing that you build is known here yet" icon=IconName::Application action=new>
                    <p>
                        "An application stands for one piece of software that you build: your shop, your delivery tracker. It asks for access to APIs and holds the keys that it calls them with, so that each piece can be let in, watched and stopped on its own."
                    </p>
                    <p>
                        "You do not have to start here. Find an API in the "
                        <a href=paths::catalog()>"catalog"</a>
                        " and choose Register: an application is created on the way."
                    </p>
                </EmptyState>
            </Page>
        }
        .into_any();
    }
    let cards = cards.into_iter().map(|card| view! { <Card card/> }).collect_view();
    view! {
        <Page>
            <PageHeader title="My Apps" lead="What you and your teams build, and what each of them may call." actions=new/>
            <ul class="application-list">{cards}</ul>
            <CatalogOrHere/>
        </Page>
    }
    .into_any()
}

#[component]
fn Card(card: ApplicationCard) -> impl IntoView {
    let badges = badges(&card);
    let application = card.application;
    let team =
        application.owner.team().map(str::to_owned).map(|team| view! { <Tag>"Team: " {team}</Tag> " " });
    view! {
        <li class="application-card">
            <Avatar name=application.name.clone() square=true/>
            <div>
                <h2 class="application-card__title">
                    <a class="application-card__link" href=paths::application(&application.slug)>
                        {application.name}
                    </a>
                </h2>
                <p class="application-card__text lines-2">
                    {application.description} " " {team} <Tag>{application.auth_strategy.kind().label()}</Tag>
                    " created " <Time at=application.created_at day=true/>
                </p>
            </div>
            <div class="application-card__state">{badges}</div>
        </li>
    }
}

/// What it may call and with how many keys, in the order in which somebody would ask.
fn badges(card: &ApplicationCard) -> impl IntoView + use<> {
    let approved = card.approved_registrations;
    let access = match approved {
        0 => view! { <StatusBadge status="no-access" tone=Tone::Neutral label="No access yet"/> },
        _ => {
            view! { <StatusBadge status="approved" tone=Tone::Success label=counted(approved, "API")/> }
        }
    };
    let pending = (card.pending_registrations > 0).then(|| {
        let label = format!("{} waiting", card.pending_registrations);
        view! { <StatusBadge status="pending" tone=Tone::Warning label/> }
    });
    let keys = counted(card.live_credentials, "key");
    view! { {access} {pending} <StatusBadge status="keys" tone=Tone::Neutral label=keys/> }
}

#[component]
fn CatalogOrHere() -> impl IntoView {
    view! {
        <Disclosure summary="My Apps or the catalog: where do I go?" inline=true>
            <p>
                "The " <a href=paths::catalog()>"catalog"</a>
                " is for finding an API, reading how it works and asking for access. My Apps is for what you have already: which of your applications may call what, and their keys."
            </p>
        </Disclosure>
    }
}
