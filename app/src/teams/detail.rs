//! The parts of a team's page, for its members and for admins.
use super::{
    model::{TeamDetail, TeamInvitation, TeamMember, TeamRole},
    server_fns::{ChangeTeamRole, InviteToTeam, WithdrawTeamInvitation},
};
use crate::{
    developers::Person,
    paths,
    ui::{
        ButtonKind, ButtonSize, Cell, CellKind, Column, DataTable, HeadCell, InputType, LinkButton, Notice,
        Row, Section, Select, SelectOption, Tag, TextInput, Time, Tone,
        form::{AnyForm, Form, FormHandle, FormNotice, SubmitButton},
    },
};
use leptos::prelude::*;

/// What the page of a team can do in place.
#[derive(Clone, Copy)]
pub struct TeamForms {
    pub role: FormHandle<ChangeTeamRole>,
    pub invite: FormHandle<InviteToTeam>,
    pub withdraw: FormHandle<WithdrawTeamInvitation>,
}

#[component]
pub fn Members(detail: TeamDetail, form: FormHandle<ChangeTeamRole>) -> impl IntoView {
    let (slug, manages) = (detail.team.slug.clone(), detail.manages);
    let mut columns = vec![Column::new("Person"), Column::new("Role"), Column::new("Since")];
    if manages {
        columns.push(Column::hidden("Actions"));
    }
    let rows = detail
        .members
        .iter()
        .cloned()
        .map(|member| {
            let last = detail.keeps_an_owner_without(member.developer_id).is_err();
            view! { <MemberRow slug=slug.clone() member manages last form/> }
        })
        .collect_view();
    let nobody = detail.members.is_empty().then(|| {
        view! {
            <Notice tone=Tone::Warning title="Nobody is in this team">
                <p>"Calls of its applications are refused until somebody is added."</p>
            </Notice>
        }
    });
    view! {
        <Section title="Members" lead="All of them use and change the team's applications; owners also decide who is in the team.">
            <FormNotice form/>
            {nobody}
            <DataTable caption="Members" columns>{rows}</DataTable>
        </Section>
    }
}

#[component]
fn MemberRow(
    slug: String,
    member: TeamMember,
    manages: bool,
    last: bool,
    form: FormHandle<ChangeTeamRole>,
) -> impl IntoView {
    let id = member.developer_id.to_string();
    let name = member.full_name.clone();
    let (other, change) = match member.role {
        TeamRole::Member => (TeamRole::Owner, "Make owner"),
        TeamRole::Owner => (TeamRole::Member, "Make member"),
    };
    let blocked = (!member.approved).then(|| view! { " " <Tag>"Not approved"</Tag> });
    let synced = member.synced_from.map(|_| view! { " " <Tag>"By group"</Tag> });
    let actions = manages.then(|| {
        let remove = paths::remove_team_member(&slug, &id);
        let buttons = (!last).then(|| {
            let whom = name.clone();
            view! {
                <Form form>
                    <input type="hidden" name="slug" value=slug/>
                    <input type="hidden" name="id" value=id/>
                    <input type="hidden" name="role" value=other.as_str()/>
                    <SubmitButton form class="button--quiet button--small">
                        {change} <span class="visually-hidden">": " {whom}</span>
                    </SubmitButton>
                </Form>
                <LinkButton href=remove kind=ButtonKind::DangerQuiet size=ButtonSize::Small>
                    "Remove…" <span class="visually-hidden">{name}</span>
                </LinkButton>
            }
        });
        view! { <Cell label="Actions" kind=CellKind::Actions>{buttons} {last.then_some("The only owner")}</Cell> }
    });
    view! {
        <Row>
            <HeadCell><Person full_name=member.full_name email=member.email/></HeadCell>
            <Cell label="Role">{member.role.label()} {blocked} {synced}</Cell>
            <Cell label="Since"><Time at=member.joined_at day=true/></Cell>
            {actions}
        </Row>
    }
}

/// For those who manage the team.
#[component]
pub fn Invitations(detail: TeamDetail, forms: TeamForms) -> impl IntoView {
    let TeamForms { invite, withdraw, .. } = forms;
    let slug = detail.team.slug.clone();
    let open = (!detail.invitations.is_empty()).then(|| {
        let columns = vec![
            Column::new("Address"),
            Column::new("Role"),
            Column::new("Open until"),
            Column::hidden("Actions"),
        ];
        let rows = detail
            .invitations
            .into_iter()
            .map(|invitation| view! { <InvitationRow slug=detail.team.slug.clone() invitation form=withdraw/> })
            .collect_view();
        view! { <DataTable caption="Open invitations" columns>{rows}</DataTable> }
    });
    let sent = invite.result();
    // What was sent is in the list above; the next one is somebody else.
    let kept = if sent.get_untracked().is_some() { String::new() } else { invite.value("email", "") };
    let sent = move || {
        sent.get().map(|invitation| {
            let text = format!("The invitation to {} is on its way.", invitation.email);
            view! { <Notice tone=Tone::Success alert=true><p>{text}</p></Notice> }
        })
    };
    view! {
        <Section title="Invitations" lead="By mail, also to people without an account. The link is for that address only and works once.">
            <div class="stack">
                {sent}
                <FormNotice form=withdraw/>
                {open}
                <Form form=invite class="form">
                    <FormNotice form=invite/>
                    <input type="hidden" name="slug" value=slug/>
                    <TextInput name="email" label="E-mail" r#type=InputType::Email autocomplete="off"
                        value=kept error=invite.error("email")/>
                    <RoleSelect form=invite/>
                    <SubmitButton form=invite>"Invite"</SubmitButton>
                </Form>
            </div>
        </Section>
    }
}

#[component]
pub fn RoleSelect(
    #[prop(into)] form: AnyForm,
    /// Keeps the ids of two forms on one page apart.
    #[prop(optional, into)]
    scope: String,
) -> impl IntoView {
    let options = TeamRole::ALL.map(|role| SelectOption::new(role.as_str(), role.label())).to_vec();
    view! { <Select name="role" label="Role" options value=form.value("role", "member") error=form.error("role") scope/> }
}

#[component]
fn InvitationRow(
    slug: String,
    invitation: TeamInvitation,
    form: FormHandle<WithdrawTeamInvitation>,
) -> impl IntoView {
    let address = invitation.email.clone();
    view! {
        <Row>
            <HeadCell><span class="team-address">{address}</span></HeadCell>
            <Cell label="Role">{invitation.role.label()}</Cell>
            <Cell label="Open until"><Time at=invitation.expires_at day=true/></Cell>
            <Cell label="Actions" kind=CellKind::Actions>
                <Form form>
                    <input type="hidden" name="slug" value=slug/>
                    <input type="hidden" name="id" value=invitation.id.to_string()/>
                    <SubmitButton form class="button--quiet button--small">
                        "Withdraw" <span class="visually-hidden">" the invitation to " {invitation.email}</span>
                    </SubmitButton>
                </Form>
            </Cell>
        </Row>
    }
}
