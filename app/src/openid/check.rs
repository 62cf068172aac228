//! "Check now": whether a call with a token would be let through, and if not, which step fails.
use super::{
    model::{StepOutcome, TokenCall, TokenCheck, TokenStep},
    server_fns::CheckToken as Check,
};
use crate::{
    paths,
    ui::{
        Notice, Section, StatusBadge, TextArea, Tone,
        form::{Form, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

#[component]
pub fn CheckToken(application: String) -> impl IntoView {
    let form = use_form::<Check>();
    let result = form.result();
    view! {
        <Section
            title="Check a token"
            lead="Each step that a call's token goes through, with what to do where one fails. The token is kept nowhere."
        >
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="application" value=application/>
                <TextArea name="token" label="Access token" error=form.error("token") rows=4 mono=true/>
                <SubmitButton form>"Check now"</SubmitButton>
            </Form>
            {move || result.get().map(|check| view! { <Outcome check/> })}
        </Section>
    }
}

#[component]
fn Outcome(check: TokenCheck) -> impl IntoView {
    let (tone, title) = if check.accepted {
        (Tone::Success, "It proves that this application calls")
    } else {
        (Tone::Danger, "A call with this token would be refused")
    };
    let calls = check.accepted.then(|| calls(check.calls));
    let steps = check.steps.into_iter().map(|step| view! { <Step step/> }).collect_view();
    view! {
        <div class="token-check">
            <Notice tone title alert=true>{calls}</Notice>
            <ol class="token-check__steps">{steps}</ol>
        </div>
    }
}

fn calls(calls: Vec<TokenCall>) -> AnyView {
    if calls.is_empty() {
        return view! {
            <p>
                "It has no access to any API yet: choose one in the " <a href=paths::catalog()>"catalog"</a>
                " and press Register."
            </p>
        }
        .into_any();
    }
    let line = |call: TokenCall| {
        let href = paths::version(&call.product_slug, &call.version_slug);
        let says = match call.refusal {
            None => " would be let through.".to_owned(),
            Some(refusal) => format!(" would be refused: {} {}", refusal.reason, refusal.advice),
        };
        view! { <li>"Calls to " <a href=href>{call.title}</a> {says}</li> }
    };
    view! { <ul>{calls.into_iter().map(line).collect_view()}</ul> }.into_any()
}

#[component]
fn Step(step: TokenStep) -> impl IntoView {
    let (status, tone, label) = match step.outcome {
        StepOutcome::Passed => ("passed", Tone::Success, "Passed"),
        StepOutcome::Failed => ("failed", Tone::Danger, "Failed"),
        StepOutcome::Skipped => ("skipped", Tone::Neutral, "Not reached"),
    };
    let why = step.refusal.map(|refusal| {
        view! { <p class="token-check__why">{refusal.reason} " " {refusal.advice} " (" <code>{refusal.code}</code> ")"</p> }
    });
    view! {
        <li class="token-check__step">
            <span>{step.title}</span> <StatusBadge status tone label/>
            {why}
        </li>
    }
}
