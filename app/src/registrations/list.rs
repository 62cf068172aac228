//! An application's registrations, as its owner sees them.
use super::{
    model::{Registration, RegistrationState, RegistrationStatus},
    server_fns::WithdrawRegistration,
    status::RegistrationBadge,
};
use crate::{
    paths,
    ui::{
        ButtonKind, ButtonSize, LinkButton, Time,
        form::{Form, FormNotice, SubmitButton, use_form_with},
    },
};
use leptos::prelude::*;

#[component]
pub fn RegistrationList(registrations: Vec<Registration>) -> impl IntoView {
    let items = registrations
        .into_iter()
        .map(|registration| view! { <li class="registration-card"><OwnRegistration registration/></li> })
        .collect_view();
    view! { <ul class="registration-list">{items}</ul> }
}

#[component]
fn OwnRegistration(registration: Registration) -> impl IntoView {
    let status = registration.state.status();
    let version = paths::version(&registration.product_slug, &registration.version_slug);
    let facts = facts(&registration);
    let reason = registration.state.reason().map(|reason| {
        view! { <p class="registration-card__reason">"“" {reason.to_owned()} "”"</p> }
    });
    view! {
        <div>
            <h3 class="registration-card__title"><a href=version>{registration.target()}</a></h3>
            <p class="registration-card__facts">{facts}</p>
        </div>
        {reason}
        <div class="registration-card__status"><RegistrationBadge status/></div>
        <div class="registration-card__actions"><Actions registration/></div>
    }
}

fn facts(registration: &Registration) -> AnyView {
    let requested = registration.requested_at;
    match &registration.state {
        RegistrationState::Pending => {
            view! { "asked on " <Time at=requested/> "; you get a mail once it is decided" }.into_any()
        }
        RegistrationState::Approved { decision } => {
            view! { "approved on " <Time at=decision.at/> " by " {decision.by.clone()} }.into_any()
        }
        RegistrationState::Rejected { decision } => {
            view! { "rejected on " <Time at=decision.at/> " by " {decision.by.clone()} }.into_any()
        }
        RegistrationState::Revoked { decision } => view! {
            "revoked on " <Time at=decision.at/> " by " {decision.by.clone()} "; only the provider can lift this"
        }
        .into_any(),
    }
}

#[component]
fn Actions(registration: Registration) -> impl IntoView {
    match registration.state.status() {
        RegistrationStatus::Pending | RegistrationStatus::Approved => {
            let href = paths::withdraw_registration(&registration.application_slug, registration.id);
            view! { <LinkButton href kind=ButtonKind::DangerQuiet size=ButtonSize::Small>"Withdraw…"</LinkButton> }
                .into_any()
        }
        RegistrationStatus::Rejected => view! { <AskAgain registration/> }.into_any(),
        RegistrationStatus::Revoked => ().into_any(),
    }
}

/// A rejected request must be withdrawn before the next: one button does it and opens the wizard.
#[component]
fn AskAgain(registration: Registration) -> impl IntoView {
    let id = registration.id.to_string();
    let form = use_form_with::<WithdrawRegistration>("id", &id);
    view! {
        <Form form>
            <FormNotice form/>
            <input type="hidden" name="id" value=id/>
            <input type="hidden" name="application" value=registration.application_slug/>
            <input type="hidden" name="product" value=registration.product_slug/>
            <input type="hidden" name="version" value=registration.version_slug/>
            <SubmitButton form class="button--small">"Withdraw and ask again"</SubmitButton>
        </Form>
    }
}
