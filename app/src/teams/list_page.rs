//! One's teams, and those that one is invited to.
use super::{
    invitations::ReceivedInvitations,
    model::{OwnTeams, TeamCard},
    server_fns::{DeclineTeamInvitation, list_own_teams},
};
use crate::area::AreaPage;
use crate::{
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        Avatar, ButtonKind, Crumb, Disclosure, EmptyState, IconName, LinkButton, Page, PageHeader, Tag,
        form::{FormHandle, use_form},
    },
};
use leptos::prelude::*;

pub struct TeamsRoute(Loading<OwnTeams>, FormHandle<DeclineTeamInvitation>);

impl AreaPage for TeamsRoute {
    fn data() -> Self {
        let decline = use_form::<DeclineTeamInvitation>();
        let declined = decline.version();
        Self(Loading::new(move || declined.get(), |_| list_own_teams()), decline)
    }

    fn view(this: Self) -> AnyView {
        let decline = this.1;
        view! {
            {loaded(this.0, move |own| view! { <OwnTeamsPage own decline/> })}
        }
        .into_any()
    }
}

#[component]
fn OwnTeamsPage(own: OwnTeams, decline: FormHandle<DeclineTeamInvitation>) -> impl IntoView {
    let new = || {
        view! { <LinkButton href=paths::new_team() kind=ButtonKind::Primary icon=IconName::Plus>"New team"</LinkButton> }
    };
    let crumbs = vec![Crumb::new("My Apps", paths::applications())];
    let OwnTeams { teams, invitations } = own;
    let matter = if teams.is_empty() {
        view! {
            <EmptyState title="You are in no team yet" icon=IconName::Person action=new>
                <p>
                    "A team owns applications together. Everybody in it uses the same keys and the same access, and when somebody leaves, the team's applications go on as before."
                </p>
                <p>"Create one and invite your colleagues by mail; they need no account yet."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let cards = teams.into_iter().map(|card| view! { <Card card/> }).collect_view();
        view! {
            <ul class="application-list">{cards}</ul>
            <Disclosure summary="What is a team for?" inline=true>
                <p>
                    "An application that belongs to one person ends with their account. One that belongs to a team goes on: whoever is in the team can look after its keys and its access. Owners of a team also decide who belongs to it."
                </p>
            </Disclosure>
        }
        .into_any()
    };
    view! {
        <Page>
            <PageHeader title="Teams" lead="Who you build with." crumbs actions=new/>
            <ReceivedInvitations invitations decline/>
            {matter}
        </Page>
    }
}

#[component]
fn Card(card: TeamCard) -> impl IntoView {
    let TeamCard { team, role, members, applications, .. } = card;
    let people = if members == 1 { "1 person".to_owned() } else { format!("{members} people") };
    let apps =
        if applications == 1 { "1 application".to_owned() } else { format!("{applications} applications") };
    view! {
        <li class="application-card">
            <Avatar name=team.name.clone() square=true/>
            <div>
                <h2 class="application-card__title">
                    <a class="application-card__link" href=paths::team(&team.slug)>{team.name}</a>
                </h2>
                <p class="application-card__text lines-2">
                    {team.description} " " <span class="muted">{people} ", " {apps}</span>
                </p>
            </div>
            <div class="application-card__state">{role.map(|role| view! { <Tag>{role.label()}</Tag> })}</div>
        </li>
    }
}
