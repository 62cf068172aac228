//! Leaving, removing, deleting: each a page that says what it means.
use super::{
    TeamDeletion, TeamDetail,
    server_fns::{DeleteTeam, LeaveTeam, RemoveTeamMember, get_team, preview_team_deletion},
    team_page::team_in_address,
};
use crate::area::{AreaPage, use_params_map};
use crate::{
    load::{NotFound, loaded},
    loading::Loading,
    page_info::signed_in,
    paths,
    ui::{
        ConfirmActions, ConfirmPage, LinkButton, Notice, Page, PageHeader, PageWidth, Tone,
        form::{Form, FormHandle, FormNotice, use_form},
    },
};
use leptos::prelude::*;

pub struct LeaveTeamRoute(Loading<TeamDetail>);

impl AreaPage for LeaveTeamRoute {
    fn data() -> Self {
        let slug = team_in_address();
        Self(Loading::new(move || slug.get(), get_team))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<LeaveTeam>();
        view! {
            {loaded(this.0, move |detail| view! { <Leave detail form/> })}
        }
        .into_any()
    }
}

#[component]
fn Leave(detail: TeamDetail, form: FormHandle<LeaveTeam>) -> impl IntoView {
    let own = signed_in().map(|person| person.developer_id);
    let refusal = own.and_then(|own| detail.keeps_an_owner_without(own).err());
    let back = paths::team(&detail.team.slug);
    let title = format!("Leave “{}”?", detail.team.name);
    if let Some(refusal) = refusal {
        let delete = paths::delete_team(&detail.team.slug);
        return view! {
            <Page width=PageWidth::Narrow>
                <PageHeader title/>
                <Notice tone=Tone::Warning title="You are its only owner"><p>{refusal.to_string()}</p></Notice>
                <div class="form__actions">
                    <LinkButton href=back>"Back to the team"</LinkButton>
                    <LinkButton href=delete>"Delete the team…"</LinkButton>
                </div>
            </Page>
        }
        .into_any();
    }
    let mut consequences = vec![match detail.applications.len() {
        0 => "The team has no applications.".to_owned(),
        1 => {
            "You cannot see or change the team's application any more. Its keys and access go on.".to_owned()
        }
        count => format!(
            "You cannot see or change the team's {count} applications any more. Their keys and access go on."
        ),
    }];
    consequences.push("What you own yourself stays yours.".to_owned());
    consequences.push("To come back you need a new invitation.".to_owned());
    view! {
        <ConfirmPage title consequences>
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="slug" value=detail.team.slug/>
                <ConfirmActions confirm="Leave team" cancel="Stay" cancel_href=back pending=form.pending()/>
            </Form>
        </ConfirmPage>
    }
    .into_any()
}

pub struct RemoveMemberRoute(String, Loading<TeamDetail>);

impl AreaPage for RemoveMemberRoute {
    fn data() -> Self {
        let slug = team_in_address();
        let id = use_params_map().read_untracked().get("id").unwrap_or_default();
        Self(id, Loading::new(move || slug.get(), get_team))
    }

    fn view(this: Self) -> AnyView {
        let (id, form) = (this.0, use_form::<RemoveTeamMember>());
        view! {
            {loaded(this.1, move |detail| view! { <Remove detail id=id.clone() form/> })}
        }
        .into_any()
    }
}

#[component]
fn Remove(detail: TeamDetail, id: String, form: FormHandle<RemoveTeamMember>) -> impl IntoView {
    let found = detail.members.into_iter().find(|member| member.developer_id.to_string() == id);
    let Some(member) = found else { return view! { <NotFound/> }.into_any() };
    let team = detail.team;
    let mut consequences = vec![
        "They cannot see or change the team's applications any more, and get a mail that says so.".to_owned(),
        "Keys that they have copied still work: rotate them if that matters.".to_owned(),
        "The team's applications, keys and access go on.".to_owned(),
    ];
    if member.synced_from.is_some() {
        consequences.push("A group of their identity provider put them here: their next sign-in does so again, unless they leave the group.".to_owned());
    }
    view! {
        <ConfirmPage
            title=format!("Remove {} from “{}”?", member.full_name, team.name)
            lead=member.email
            consequences
        >
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="slug" value=team.slug.clone()/>
                <input type="hidden" name="id" value=id/>
                <ConfirmActions confirm="Remove" cancel="Keep them" cancel_href=paths::team(&team.slug) pending=form.pending()/>
            </Form>
        </ConfirmPage>
    }
    .into_any()
}

pub struct DeleteTeamRoute(Signal<String>, Loading<TeamDeletion>);

impl AreaPage for DeleteTeamRoute {
    fn data() -> Self {
        let slug = team_in_address();
        Self(slug, Loading::new(move || slug.get(), preview_team_deletion))
    }

    fn view(this: Self) -> AnyView {
        let (slug, form) = (this.0, use_form::<DeleteTeam>());
        view! {
            {loaded(this.1, move |deletion| {
                let slug = slug.get_untracked();
                let back = paths::team(&slug);
                view! {
                    <ConfirmPage
                        title=format!("Delete “{}”?", deletion.name)
                        lead="This cannot be undone."
                        heading="What is deleted"
                        consequences=deletion.consequences()
                    >
                        <Form form class="form">
                            <FormNotice form/>
                            <input type="hidden" name="slug" value=slug/>
                            <ConfirmActions confirm="Delete team" cancel_href=back pending=form.pending()/>
                        </Form>
                    </ConfirmPage>
                }
            })}
        }
        .into_any()
    }
}
