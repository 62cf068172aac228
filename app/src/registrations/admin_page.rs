//! One registration: what was asked, what was decided, and what can be decided now.
use super::{
    model::{REASON_MAX, Registration, RegistrationStatus},
    server_fns::{ApproveRegistration, RejectRegistration, RevokeRegistration, get_registration},
    status::RegistrationBadge,
};
use crate::approvals::counts_down;
use crate::area::AreaPage;
use crate::{
    admin_page::AdminPage,
    applications::Owner,
    id::RegistrationId,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        Crumb, Definition, DefinitionList, PageHeader, TextArea, Time,
        form::{AnyForm, Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

#[derive(Clone, Copy)]
struct Decisions {
    approve: FormHandle<ApproveRegistration>,
    reject: FormHandle<RejectRegistration>,
    revoke: FormHandle<RevokeRegistration>,
}

pub struct RegistrationRoute(Decisions, Loading<Registration>);

impl AreaPage for RegistrationRoute {
    fn data() -> Self {
        let decisions = Decisions { approve: use_form(), reject: use_form(), revoke: use_form() };
        counts_down(decisions.approve);
        counts_down(decisions.reject);
        let (approved, rejected, revoked) =
            (decisions.approve.version(), decisions.reject.version(), decisions.revoke.version());
        let decided = move || (approved.get(), rejected.get(), revoked.get());
        let registration = Loading::of_id(decided, get_registration);
        Self(decisions, registration)
    }

    fn view(this: Self) -> AnyView {
        let decisions = this.0;
        view! {
            {loaded(this.1, move |registration| view! { <Review decisions registration/> })}
        }
        .into_any()
    }
}

#[component]
fn Review(decisions: Decisions, registration: Registration) -> impl IntoView {
    let status = registration.state.status();
    let crumbs = vec![Crumb::new("Registrations", paths::admin_registrations())];
    let title = registration.title();
    let id = registration.id;
    view! {
        <AdminPage>
            <PageHeader title crumbs badges=move || view! { <RegistrationBadge status/> }/>
            <div class="review">
                <Facts registration/>
                {(status == RegistrationStatus::Approved).then(|| view! {
                    <p><a href=paths::admin_registration_quota(id)>"Quota: how many calls are let through"</a></p>
                })}
                <Decide decisions id status/>
            </div>
        </AdminPage>
    }
}

#[component]
fn Facts(registration: Registration) -> impl IntoView {
    let version = paths::version(&registration.product_slug, &registration.version_slug);
    let target = registration.target();
    let (owner, asker) = (registration.owner.described(), asker(&registration));
    let purpose = if registration.purpose.is_empty() { "Not said".to_owned() } else { registration.purpose };
    let decision = registration.state.decision().cloned().map(|decision| {
        let reason = decision.reason.map(|reason| {
            view! { <Definition term="Reason given">{reason}</Definition> }
        });
        view! {
            <Definition term="Decided by">{decision.by} " on " <Time at=decision.at/></Definition>
            {reason}
        }
    });
    view! {
        <DefinitionList rows=true>
            <Definition term="Owner">{owner}</Definition>
            {asker.map(|asker| view! { <Definition term="Asked by">{asker}</Definition> })}
            <Definition term="Application">{registration.application_name}</Definition>
            <Definition term="API"><a href=version>{target}</a></Definition>
            <Definition term="What for">{purpose}</Definition>
            <Definition term="Requested"><Time at=registration.requested_at/></Definition>
            {decision}
        </DefinitionList>
    }
}

/// Who asked, where that is not the owner's own name.
fn asker(registration: &Registration) -> Option<String> {
    let asker = registration.requested_by.as_ref()?;
    let is_owner = matches!(&registration.owner, Owner::Developer { email, .. } if *email == asker.email);
    (!is_owner).then(|| format!("{} <{}>", asker.full_name, asker.email))
}

#[component]
fn Decide(decisions: Decisions, id: RegistrationId, status: RegistrationStatus) -> impl IntoView {
    let Decisions { approve, reject, revoke } = decisions;
    match status {
        RegistrationStatus::Pending => view! {
            <DecisionForm form=approve id title="Approve" button="Approve" optional=true
                hint="The developer reads this in the mail."/>
            <DecisionForm form=reject id title="Reject" button="Reject" danger=true
                hint="The developer reads this: what would have to be different?"/>
        }
        .into_any(),
        RegistrationStatus::Approved => view! {
            <FormNotice form=approve/>
            <DecisionForm form=revoke id title="Revoke" button="Revoke access" danger=true
                hint="Calls are refused from now on. The developer reads this."/>
        }
        .into_any(),
        RegistrationStatus::Revoked => view! {
            <FormNotice form=revoke/>
            <DecisionForm form=approve id title="Reinstate" button="Reinstate access" optional=true
                hint="Calls are let through again. The developer reads this."/>
        }
        .into_any(),
        RegistrationStatus::Rejected => view! {
            <FormNotice form=reject/>
            <p class="muted">"Rejected requests are final: the developer can withdraw this one and ask again."</p>
        }
        .into_any(),
    }
}

#[component]
fn DecisionForm(
    #[prop(into)] form: AnyForm,
    id: RegistrationId,
    #[prop(into)] title: String,
    #[prop(into)] button: String,
    #[prop(into)] hint: String,
    #[prop(optional)] optional: bool,
    #[prop(optional)] danger: bool,
) -> impl IntoView {
    let class = if danger { "button--danger" } else { "" };
    let scope = title.clone();
    view! {
        <section class="review__decision">
            <h2>{title}</h2>
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="id" value=id.to_string()/>
                <TextArea
                    name="reason"
                    label="Reason"
                    hint=hint
                    value=form.value("reason", "")
                    error=form.error("reason")
                    limit=REASON_MAX as u32
                    rows=2
                    optional=optional
                    scope=scope
                />
                <div><SubmitButton form class=class>{button}</SubmitButton></div>
            </Form>
        </section>
    }
}
