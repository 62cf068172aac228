use super::{
    badge::DeveloperBadge,
    model::{Decision, Developer, DeveloperState},
    server_fns::{ApproveDeveloper, ChangeRole, DeveloperAndRoles, get_developer_and_roles},
};
use crate::approvals::counts_down;
use crate::area::AreaPage;
use crate::{
    actor::Role,
    admin_page::AdminPage,
    catalog_roles::{CatalogRolesSection, GrantForms, GrantsTo, RoleGrant, grant_forms},
    load::Load,
    loading::Loading,
    page_info::has_role,
    paths,
    ui::{
        ButtonKind, Crumb, Definition, DefinitionList, LinkButton, PageHeader, Section, Select, SelectOption,
        Time,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub struct DeveloperRoute {
    developer: Loading<DeveloperAndRoles>,
    approve: FormHandle<ApproveDeveloper>,
    role: FormHandle<ChangeRole>,
    grant: GrantForms,
}

impl AreaPage for DeveloperRoute {
    fn data() -> Self {
        let (approve, role, grant) =
            (use_form::<ApproveDeveloper>(), use_form::<ChangeRole>(), grant_forms());
        counts_down(approve);
        let (approved, changed, granted) = (approve.version(), role.version(), grant.version());
        let changed = move || (approved.get(), changed.get(), granted.get());
        let developer = Loading::of_id(changed, get_developer_and_roles);
        Self { developer, approve, role, grant }
    }

    fn view(this: Self) -> AnyView {
        let DeveloperRoute { developer, approve, role, grant } = this;
        view! {
            <Load loading=developer view=move |found| view! { <Detail found approve role grant/> }/>
        }
        .into_any()
    }
}

#[component]
fn Detail(
    found: DeveloperAndRoles,
    approve: FormHandle<ApproveDeveloper>,
    role: FormHandle<ChangeRole>,
    grant: GrantForms,
) -> impl IntoView {
    let DeveloperAndRoles { developer, roles } = found;
    let status = developer.state.status();
    view! {
        <AdminPage>
            <PageHeader
                title=developer.full_name.clone()
                lead=developer.email.clone()
                crumbs=vec![Crumb::new("Developers", paths::admin_developers())]
                badges=move || view! { <DeveloperBadge status/> }
            />
            <FormNotice form=approve/>
            <State state=developer.state.clone()/>
            <DefinitionList rows=true>
                <Definition term="Role">{developer.role.label()}</Definition>
                <Definition term="Signed up"><Time at=developer.created_at/></Definition>
            </DefinitionList>
            <Decide developer=developer.clone() approve/>
            {has_role(Role::Admin).then(|| view! { <ForAdmins developer role grant roles/> })}
        </AdminPage>
    }
}

/// What the state means, with the evidence for it.
#[component]
fn State(state: DeveloperState) -> impl IntoView {
    let decided = |word: &'static str, decision: Decision| {
        view! {
            <p>{word} " by " {decision.by} ", " <Time at=decision.at/> "."</p>
            {decision.reason.map(|reason| view! { <p>"Reason: " {reason}</p> })}
        }
        .into_any()
    };
    match state {
        DeveloperState::Unconfirmed => {
            view! { <p>"They have not opened the link in their mail yet. Nothing to decide so far."</p> }
                .into_any()
        }
        DeveloperState::Pending { since } => {
            view! { <p>"Waits for a decision since " <Time at=since/> "."</p> }.into_any()
        }
        DeveloperState::Approved { decision: Some(decision) } => decided("Approved", decision),
        DeveloperState::Approved { decision: None } => ().into_any(),
        DeveloperState::Rejected { decision } => decided("Rejected", decision),
        DeveloperState::Revoked { decision } => decided("Revoked", decision),
    }
}

/// Only what is possible now.
#[component]
fn Decide(developer: Developer, approve: FormHandle<ApproveDeveloper>) -> impl IntoView {
    let id = developer.id;
    let state = &developer.state;
    let label = match state {
        DeveloperState::Revoked { .. } => "Restore access",
        _ => "Approve",
    };
    let approving = state.can_approve().is_ok().then(|| {
        view! {
            <Form form=approve>
                <input type="hidden" name="id" value=id.to_string()/>
                <SubmitButton form=approve>{label}</SubmitButton>
            </Form>
        }
    });
    let rejecting = state.can_reject().is_ok().then(|| {
        view! { <LinkButton kind=ButtonKind::DangerQuiet href=paths::admin_reject_developer(id)>"Reject…"</LinkButton> }
    });
    let revoking = state.can_revoke().is_ok().then(|| {
        view! { <LinkButton kind=ButtonKind::DangerQuiet href=paths::admin_revoke_developer(id)>"Revoke access…"</LinkButton> }
    });
    view! { <div class="form__actions">{approving} {rejecting} {revoking}</div> }
}

#[component]
fn ForAdmins(
    developer: Developer,
    role: FormHandle<ChangeRole>,
    grant: GrantForms,
    roles: Vec<RoleGrant>,
) -> impl IntoView {
    let options =
        Role::ALL.into_iter().map(|role| SelectOption::new(role.as_str(), role.label())).collect::<Vec<_>>();
    view! {
        <Section title="Role" lead="Approvers decide on developers and requests; admins also publish and configure. A new role signs the person out.">
            <Form form=role class="form">
                <FormNotice form=role/>
                <input type="hidden" name="id" value=developer.id.to_string()/>
                <Select name="role" label="Role" options value=developer.role.as_str().to_owned()/>
                <SubmitButton form=role class="button--secondary">"Change role"</SubmitButton>
            </Form>
        </Section>
        <CatalogRolesSection
            title="Catalog roles"
            lead="Their own; those of their teams stand on the teams' pages. They matter for private products only."
            about=GrantsTo::Developer(developer.email.clone())
            grants=roles
            form=grant
        />
        <div class="danger-zone">
            <div>
                <h2>"Delete this developer"</h2>
                <p class="danger-zone__text">"With their applications, keys and access. You see what is lost before you decide."</p>
            </div>
            <LinkButton kind=ButtonKind::DangerQuiet href=paths::admin_delete_developer(developer.id)>"Delete…"</LinkButton>
        </div>
    }
}
