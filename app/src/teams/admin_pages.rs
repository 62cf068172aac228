//! Every team, for admins.
use super::{
    detail::{Invitations, Members, RoleSelect, TeamForms},
    model::TeamCard,
    server_fns::{AddTeamMember, TeamAndRoles, get_team_and_roles, list_teams},
    team_page::team_in_address,
};
use crate::area::AreaPage;
use crate::{
    admin_page::AdminPage,
    catalog_roles::{CatalogRolesSection, GrantForms, GrantsTo, grant_forms},
    load::loaded,
    loading::Loading,
    page::Page,
    paths,
    ui::{
        ButtonKind, Cell, CellKind, Column, Crumb, DataTable, EmptyState, HeadCell, IconName, InputType,
        LinkButton, PageHeader, Pagination, Row, SearchBox, Section, Tag, TextInput, Toolbar,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct AdminTeamsRoute(Loading<Page<TeamCard>>);

impl AreaPage for AdminTeamsRoute {
    fn data() -> Self {
        let query = use_query_map();
        let asked = move || {
            let query = query.read();
            (query.get("q").unwrap_or_default(), query.get("page").and_then(|page| page.parse().ok()))
        };
        Self(Loading::new(asked, |(query, page)| list_teams(query, page)))
    }

    fn view(this: Self) -> AnyView {
        let query = use_query_map();
        view! {
            {loaded(this.0, move |found| {
                let words = query.read_untracked().get("q").unwrap_or_default();
                view! { <Teams found words/> }
            })}
        }
        .into_any()
    }
}

#[component]
fn Teams(found: Page<TeamCard>, words: String) -> impl IntoView {
    let (page, pages, total) = (found.number.into(), found.pages().into(), found.total);
    let list = if found.items.is_empty() {
        view! {
            <EmptyState title="No such team" icon=IconName::Person>
                <p>"Developers create teams under My Apps, to own applications together."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let columns = vec![
            Column::new("Team"),
            Column::numeric("Members"),
            Column::numeric("Applications"),
            Column::new("Owners"),
        ];
        let rows = found.items.into_iter().map(row).collect_view();
        view! { <DataTable caption="Teams" columns>{rows}</DataTable> }.into_any()
    };
    view! {
        <AdminPage>
            <PageHeader title="Teams" lead="Who owns applications together. A team without an owner needs you: nobody else can let people in."/>
            <Toolbar>
                <SearchBox action=paths::admin_teams() label="Search teams" value=words/>
            </Toolbar>
            {list}
            <Pagination page pages total noun="teams"/>
        </AdminPage>
    }
}

fn row(card: TeamCard) -> impl IntoView {
    let owners = match card.owners {
        0 => view! { <Tag>"No owner"</Tag> }.into_any(),
        count => count.into_any(),
    };
    view! {
        <Row>
            <HeadCell><a href=paths::admin_team(&card.team.slug)>{card.team.name}</a></HeadCell>
            <Cell label="Members" kind=CellKind::Numeric>{card.members}</Cell>
            <Cell label="Applications" kind=CellKind::Numeric>{card.applications}</Cell>
            <Cell label="Owners">{owners}</Cell>
        </Row>
    }
}

pub struct AdminTeamRoute(TeamForms, FormHandle<AddTeamMember>, GrantForms, Loading<TeamAndRoles>);

impl AreaPage for AdminTeamRoute {
    fn data() -> Self {
        let forms = TeamForms { role: use_form(), invite: use_form(), withdraw: use_form() };
        let (add, grant) = (use_form::<AddTeamMember>(), grant_forms());
        let granted = grant.version();
        let (changed, invited, withdrawn, added) =
            (forms.role.version(), forms.invite.version(), forms.withdraw.version(), add.version());
        let slug = team_in_address();
        let asked =
            move || (slug.get(), changed.get(), invited.get(), withdrawn.get(), added.get(), granted.get());
        Self(forms, add, grant, Loading::new(asked, |(slug, ..)| get_team_and_roles(slug)))
    }

    fn view(this: Self) -> AnyView {
        let (forms, add, grant) = (this.0, this.1, this.2);
        view! {
            {loaded(this.3, move |found| view! { <Managed found forms add grant/> })}
        }
        .into_any()
    }
}

#[component]
fn Managed(
    found: TeamAndRoles,
    forms: TeamForms,
    add: FormHandle<AddTeamMember>,
    grant: GrantForms,
) -> impl IntoView {
    let TeamAndRoles { detail, roles } = found;
    let team = detail.team.clone();
    let slug = team.slug.clone();
    let actions = {
        let slug = slug.clone();
        move || {
            view! {
                <LinkButton href=paths::edit_team(&slug)>"Edit"</LinkButton>
                <LinkButton href=paths::delete_team(&slug) kind=ButtonKind::DangerQuiet>"Delete…"</LinkButton>
            }
        }
    };
    let names: Vec<String> = detail.applications.iter().map(|application| application.name.clone()).collect();
    let names = if names.is_empty() { "None yet.".to_owned() } else { names.join(", ") };
    view! {
        <AdminPage>
            <PageHeader
                title=team.name
                lead=team.description
                crumbs=vec![Crumb::new("Teams", paths::admin_teams())]
                actions
            />
            <Members detail=detail.clone() form=forms.role/>
            <Section title="Add somebody" lead="With an account; they are told by mail and not asked.">
                <Form form=add class="form">
                    <FormNotice form=add/>
                    <input type="hidden" name="slug" value=slug/>
                    <TextInput name="email" label="E-mail" r#type=InputType::Email autocomplete="off" scope="add"
                        value=add.value("email", "") error=add.error("email")/>
                    <RoleSelect form=add scope="add"/>
                    <SubmitButton form=add>"Add"</SubmitButton>
                </Form>
            </Section>
            <Invitations detail forms/>
            <Section title="Applications"><p>{names}</p></Section>
            <CatalogRolesSection
                title="Catalog roles"
                lead="Which private products its members find, and for which its applications may request access."
                about=GrantsTo::Team(team.slug)
                grants=roles
                form=grant
            />
        </AdminPage>
    }
}
