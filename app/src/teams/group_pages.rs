//! Which groups of identity providers lead to which teams.
use super::{
    GroupMapping, TEXT_MAX,
    detail::RoleSelect,
    server_fns::{GroupMappings, MapGroup, UnmapGroup, list_group_mappings},
};
use crate::area::AreaPage;
use crate::{
    admin_page::AdminPage,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        Cell, CellKind, Column, DataTable, EmptyState, HeadCell, IconName, LinkButton, PageHeader, Row,
        Section, Select, SelectOption, TextInput,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub struct GroupMappingsRoute(FormHandle<MapGroup>, FormHandle<UnmapGroup>, Loading<GroupMappings>);

impl AreaPage for GroupMappingsRoute {
    fn data() -> Self {
        let (map, unmap) = (use_form::<MapGroup>(), use_form::<UnmapGroup>());
        let (mapped, unmapped) = (map.version(), unmap.version());
        let asked = move || (mapped.get(), unmapped.get());
        Self(map, unmap, Loading::new(asked, |_| list_group_mappings()))
    }

    fn view(this: Self) -> AnyView {
        let (map, unmap) = (this.0, this.1);
        view! {
            {loaded(this.2, move |known| view! { <Mappings known map unmap/> })}
        }
        .into_any()
    }
}

#[component]
fn Mappings(known: GroupMappings, map: FormHandle<MapGroup>, unmap: FormHandle<UnmapGroup>) -> impl IntoView {
    let GroupMappings { mappings, teams } = known;
    let list = if mappings.is_empty() {
        view! {
            <EmptyState title="No group leads to a team yet" icon=IconName::Person>
                <p>
                    "When people sign in with your identity provider, it can say which groups they are in. Map a group to a team here, and whoever is in the group is in the team from their next sign-in on, and out of it again once they have left the group."
                </p>
                <p>"Who was invited stays, whatever their groups are."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let columns = vec![
            Column::new("Group"),
            Column::new("Team"),
            Column::new("Role"),
            Column::new("Provider"),
            Column::hidden("Actions"),
        ];
        let rows =
            mappings.into_iter().map(|mapping| view! { <MappingRow mapping form=unmap/> }).collect_view();
        view! { <DataTable caption="Mappings" columns>{rows}</DataTable> }.into_any()
    };
    let new = match teams.is_empty() {
        true => view! {
            <p class="muted">"There is no team to map a group to. Create one first."</p>
            <LinkButton href=paths::new_team()>"New team"</LinkButton>
        }
        .into_any(),
        false => {
            let options =
                teams.into_iter().map(|card| SelectOption::new(card.team.slug, card.team.name)).collect();
            view! { <NewMapping options form=map/> }.into_any()
        }
    };
    view! {
        <AdminPage>
            <PageHeader title="Groups" lead="Which groups of your identity provider lead to which teams. Applied at every sign-in."/>
            <FormNotice form=unmap/>
            {list}
            <Section title="New mapping">{new}</Section>
        </AdminPage>
    }
}

#[component]
fn NewMapping(options: Vec<SelectOption>, form: FormHandle<MapGroup>) -> impl IntoView {
    view! {
        <Form form class="form">
            <FormNotice form/>
            <TextInput name="group" label="Group" hint="Exactly as the provider writes it in the claim: a name, or an identifier." limit=TEXT_MAX as u32 mono=true
                value=form.value("group", "") error=form.error("group")/>
            <Select name="team" label="Team" options value=form.value("team", "") error=form.error("team")/>
            <RoleSelect form/>
            <TextInput name="provider" label="Provider" hint="Its issuer, such as https://login.example.com. Left empty, groups of every provider count." limit=TEXT_MAX as u32 mono=true optional=true
                value=form.value("provider", "") error=form.error("provider")/>
            <SubmitButton form>"Map group"</SubmitButton>
        </Form>
    }
}

#[component]
fn MappingRow(mapping: GroupMapping, form: FormHandle<UnmapGroup>) -> impl IntoView {
    let provider = if mapping.provider.is_empty() { "Any".to_owned() } else { mapping.provider };
    let group = mapping.group.clone();
    view! {
        <Row>
            <HeadCell>{group}</HeadCell>
            <Cell label="Team"><a href=paths::admin_team(&mapping.team_slug)>{mapping.team_name}</a></Cell>
            <Cell label="Role">{mapping.role.label()}</Cell>
            <Cell label="Provider">{provider}</Cell>
            <Cell label="Actions" kind=CellKind::Actions>
                <Form form>
                    <input type="hidden" name="id" value=mapping.id.to_string()/>
                    <SubmitButton form class="button--quiet button--small">
                        "Remove" <span class="visually-hidden">" the mapping of " {mapping.group}</span>
                    </SubmitButton>
                </Form>
            </Cell>
        </Row>
    }
}
