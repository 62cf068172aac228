//! What a team is called: a new one, and one that changes.
use super::{
    model::{TEXT_MAX, TeamDetail},
    server_fns::{CreateTeam, UpdateTeam, get_team},
    team_page::team_in_address,
};
use crate::area::AreaPage;
use crate::{
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        Crumb, LinkButton, Page, PageHeader, PageWidth, TextArea, TextInput,
        form::{AnyForm, Form, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

#[component]
fn TeamFields(
    #[prop(into)] form: AnyForm,
    #[prop(optional, into)] name: String,
    #[prop(optional, into)] description: String,
) -> impl IntoView {
    view! {
        <TextInput name="name" label="Name" hint="What people call you: “Logistics”, “Shop backend”." limit=TEXT_MAX as u32
            value=form.value("name", name) error=form.error("name")/>
        <TextArea name="description" label="Description" hint="For those who join, and for whoever approves access." limit=TEXT_MAX as u32
            rows=2 optional=true value=form.value("description", description) error=form.error("description")/>
    }
}

pub struct NewTeamRoute;

impl AreaPage for NewTeamRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let form = use_form::<CreateTeam>();
        view! {
            <Page width=PageWidth::Narrow>
                <PageHeader
                    title="New team"
                    lead="You are its owner. Afterwards you invite the others by mail."
                    crumbs=vec![Crumb::new("Teams", paths::teams())]
                />
                <Form form class="form">
                    <FormNotice form/>
                    <TeamFields form/>
                    <div class="form__actions">
                        <SubmitButton form>"Create team"</SubmitButton>
                        <LinkButton href=paths::teams()>"Cancel"</LinkButton>
                    </div>
                </Form>
            </Page>
        }
        .into_any()
    }
}

pub struct EditTeamRoute(Loading<TeamDetail>);

impl AreaPage for EditTeamRoute {
    fn data() -> Self {
        let slug = team_in_address();
        Self(Loading::new(move || slug.get(), get_team))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<UpdateTeam>();
        view! {
            {loaded(this.0, move |detail| {
                let team = detail.team;
                let back = paths::team(&team.slug);
                view! {
                    <Page width=PageWidth::Narrow>
                        <PageHeader title="Edit team" crumbs=vec![Crumb::new(team.name.clone(), back.clone())]/>
                        <Form form class="form">
                            <FormNotice form/>
                            <input type="hidden" name="slug" value=team.slug/>
                            <TeamFields form name=team.name description=team.description/>
                            <div class="form__actions">
                                <SubmitButton form>"Save"</SubmitButton>
                                <LinkButton href=back>"Cancel"</LinkButton>
                            </div>
                        </Form>
                    </Page>
                }
            })}
        }
        .into_any()
    }
}
