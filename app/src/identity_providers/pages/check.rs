//! "Test this provider": each step that a sign-in takes, with what to do where one fails.
use crate::{
    id::IdentityProviderId,
    identity_providers::{ProviderCheck, ProviderStep, server_fns::TestIdentityProvider},
    openid::StepOutcome,
    ui::{
        Notice, Section, StatusBadge, Tone,
        form::{Form, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

#[component]
pub fn TestProvider(id: IdentityProviderId) -> impl IntoView {
    let form = use_form::<TestIdentityProvider>();
    let result = form.result();
    view! {
        <Section
            title="Test"
            lead="Asks the provider for everything that a sign-in needs, up to the point where a person is needed. What is saved is tested; nobody is signed in."
        >
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="id" value=id.to_string()/>
                <SubmitButton form class="button">"Test this provider"</SubmitButton>
            </Form>
            {move || result.get().map(|check| view! {
                <CheckOutcome check passed="Everything that can be tested without a person works" failed="Signing in with it would fail"/>
            })}
        </Section>
    }
}

/// Each step that was tested, under what that means as a whole.
#[component]
pub fn CheckOutcome(check: ProviderCheck, passed: &'static str, failed: &'static str) -> impl IntoView {
    let (tone, title) = match check.passed {
        true => (Tone::Success, passed),
        false => (Tone::Danger, failed),
    };
    let steps = check.steps.into_iter().map(|step| view! { <Step step/> }).collect_view();
    view! {
        <div class="token-check">
            <Notice tone title alert=true/>
            <ol class="token-check__steps">{steps}</ol>
        </div>
    }
}

#[component]
fn Step(step: ProviderStep) -> impl IntoView {
    let (status, tone, label) = match step.outcome {
        StepOutcome::Passed => ("passed", Tone::Success, "Passed"),
        StepOutcome::Failed => ("failed", Tone::Danger, "Failed"),
        StepOutcome::Skipped => ("skipped", Tone::Neutral, "Not tested"),
    };
    let detail = step.detail.map(|detail| view! { <p class="token-check__why">{detail}</p> });
    view! {
        <li class="token-check__step">
            <span>{step.title}</span> <StatusBadge status tone label/>
            {detail}
        </li>
    }
}
