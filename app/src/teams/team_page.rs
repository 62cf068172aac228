//! One team: its applications, who is in it, who is invited.
use super::{
    detail::{Invitations, Members, TeamForms},
    model::TeamDetail,
    server_fns::get_team,
};
use crate::area::{AreaPage, use_params_map};
use crate::{
    load::loaded,
    loading::Loading,
    paths,
    ui::{ButtonKind, Crumb, IconName, LinkButton, Page, PageHeader, Section, Tag, form::use_form},
};
use leptos::prelude::*;

/// The team named by the address.
pub fn team_in_address() -> Signal<String> {
    let params = use_params_map();
    Signal::derive(move || params.read().get("team").unwrap_or_default())
}

/// The team in the address, loaded anew after each change on its page.
pub fn managed_in_address() -> (TeamForms, Loading<TeamDetail>) {
    let forms = TeamForms { role: use_form(), invite: use_form(), withdraw: use_form() };
    let (changed, invited, withdrawn) =
        (forms.role.version(), forms.invite.version(), forms.withdraw.version());
    let slug = team_in_address();
    let asked = move || (slug.get(), changed.get(), invited.get(), withdrawn.get());
    (forms, Loading::new(asked, |(slug, ..)| get_team(slug)))
}

pub struct TeamRoute(TeamForms, Loading<TeamDetail>);

impl AreaPage for TeamRoute {
    fn data() -> Self {
        let (forms, detail) = managed_in_address();
        Self(forms, detail)
    }

    fn view(this: Self) -> AnyView {
        let forms = this.0;
        view! {
            {loaded(this.1, move |detail| view! { <TeamPage detail forms/> })}
        }
        .into_any()
    }
}

#[component]
fn TeamPage(detail: TeamDetail, forms: TeamForms) -> impl IntoView {
    let team = detail.team.clone();
    let slug = team.slug.clone();
    let (manages, role) = (detail.manages, detail.role);
    let badges = move || role.map(|role| view! { <Tag>{role.label()}</Tag> });
    let actions = {
        let slug = slug.clone();
        move || manages.then(|| view! { <LinkButton href=paths::edit_team(&slug)>"Edit"</LinkButton> })
    };
    let invitations = manages.then(|| view! { <Invitations detail=detail.clone() forms/> });
    view! {
        <Page>
            <PageHeader
                title=team.name
                lead=team.description
                crumbs=vec![Crumb::new("Teams", paths::teams())]
                badges
                actions
            />
            <Applications detail=detail.clone()/>
            <Members detail=detail.clone() form=forms.role/>
            {invitations}
            <Ending detail/>
        </Page>
    }
}

#[component]
fn Applications(detail: TeamDetail) -> impl IntoView {
    let new = || {
        view! { <LinkButton href=paths::new_application() icon=IconName::Plus>"New application"</LinkButton> }
    };
    let lead = match detail.applications.len() {
        0 => {
            "None yet. Choose the team as the owner of a new application, or hand one of yours over in its settings."
        }
        _ => "",
    };
    // To admins who are no member their pages do not exist.
    let is_member = detail.role.is_some();
    let items = detail
        .applications
        .into_iter()
        .map(|application| {
            let name = application.name;
            match is_member {
                true => {
                    view! { <li><a href=paths::application(&application.slug)>{name}</a></li> }.into_any()
                }
                false => view! { <li>{name}</li> }.into_any(),
            }
        })
        .collect_view();
    let new = is_member.then_some(new);
    view! {
        <Section title="Applications" lead actions=move || new.map(|new| new())>
            <ul class="team-applications">{items}</ul>
        </Section>
    }
}

/// Leaving it, and deleting it.
#[component]
fn Ending(detail: TeamDetail) -> impl IntoView {
    let slug = detail.team.slug;
    let leave = detail.role.is_some().then(|| {
        view! { <LinkButton kind=ButtonKind::DangerQuiet href=paths::leave_team(&slug)>"Leave team…"</LinkButton> }
    });
    let delete = detail.manages.then(|| {
        view! { <LinkButton kind=ButtonKind::DangerQuiet href=paths::delete_team(&slug)>"Delete team…"</LinkButton> }
    });
    let text = if detail.manages {
        "Who leaves takes nothing along. Deleting the team ends its applications; you see what is lost before you decide."
    } else {
        "You take nothing along: its applications go on without you."
    };
    view! {
        <div class="danger-zone">
            <div>
                <h2>"Leave or delete"</h2>
                <p class="danger-zone__text">{text}</p>
            </div>
            <div class="form__actions">{leave} {delete}</div>
        </div>
    }
}
