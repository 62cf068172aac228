//! Step two: what for, and what will happen.
use super::draft::{At, Draft, Frame, chosen, draft_in_address};
use crate::area::AreaPage;
use crate::{
    applications::Application,
    load::loaded,
    paths,
    registrations::{NewRegistration, RequestDraft, server_fns::RequestAccess},
    ui::{
        Definition, DefinitionList, LinkButton, Notice, TextArea, Tone,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::{ev, prelude::*, wasm_bindgen::JsValue};
use leptos_meta::Title;

pub struct ConfirmRequestRoute(Draft);

impl AreaPage for ConfirmRequestRoute {
    fn data() -> Self {
        Self(draft_in_address())
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<RequestAccess>();
        let (application, purpose) = (chosen("application"), chosen("purpose"));
        view! {
            <Title text="Request access"/>
            {loaded(this.0, move |draft| view! {
                <ConfirmRequest form draft application=application.clone() purpose=purpose.clone()/>
            })}
        }
        .into_any()
    }
}

#[component]
fn ConfirmRequest(
    form: FormHandle<RequestAccess>,
    draft: RequestDraft,
    application: String,
    purpose: String,
) -> impl IntoView {
    let title = format!("Request access to {}", draft.target());
    let back = paths::request_access(&draft.version.product_slug, &draft.version.slug);
    let refusal = match draft.choice(&application) {
        None => Some("Please choose one of your applications first.".to_owned()),
        Some(choice) => match draft.version.can_be_registered_for() {
            Err(refusal) => Some(refusal.to_string()),
            Ok(()) => choice.unavailable.clone(),
        },
    };
    let asking = draft.choice(&application).map(|choice| choice.application.clone());
    let (Some(asking), None) = (asking, refusal.clone()) else {
        return view! {
            <Frame version=draft.version at=At::Application title>
                <FormNotice form/>
                <Notice tone=Tone::Warning title="This request cannot be made">
                    <p>{refusal}</p>
                </Notice>
                <LinkButton href=back>"Choose an application"</LinkButton>
            </Frame>
        }
        .into_any();
    };
    view! {
        <Frame version=draft.version.clone() at=At::Confirm title>
            <Summary draft=draft.clone() application=asking.clone()/>
            <RequestForm form draft application=asking purpose back/>
        </Frame>
    }
    .into_any()
}

#[component]
fn Summary(draft: RequestDraft, application: Application) -> impl IntoView {
    let kind = application.auth_strategy.kind();
    let then = if draft.at_once {
        "Approved at once: calls are let through as soon as the application has a credential."
    } else {
        "Somebody who looks after this API decides. You get a mail with the answer."
    };
    view! {
        <div class="request-access__summary">
            <DefinitionList rows=true>
                <Definition term="API">{draft.target()}</Definition>
                <Definition term="Application">{application.name}</Definition>
                <Definition term="Calls prove themselves by">{kind.label()}</Definition>
                <Definition term="What happens then">{then}</Definition>
            </DefinitionList>
        </div>
    }
}

#[component]
fn RequestForm(
    form: FormHandle<RequestAccess>,
    draft: RequestDraft,
    application: Application,
    purpose: String,
    back: String,
) -> impl IntoView {
    let version = draft.version;
    let hint = if draft.at_once {
        "So that the provider knows whom a change would touch."
    } else {
        "Who approves reads this: what you build, and roughly how much it will call."
    };
    let back = format!("{back}?application={}", paths::segment(&application.slug));
    view! {
        <Form form class="form">
            <FormNotice form/>
            <input type="hidden" name="product" value=version.product_slug/>
            <input type="hidden" name="version" value=version.slug/>
            <input type="hidden" name="version_id" value=version.id.to_string()/>
            <input type="hidden" name="application" value=application.slug/>
            <div on:change=keep_purpose_in_address>
                <TextArea
                    name="purpose"
                    label="What is the access for?"
                    hint=hint
                    value=form.value("purpose", purpose)
                    error=form.error("purpose")
                    limit=NewRegistration::PURPOSE_MAX as u32
                    optional=true
                />
            </div>
            <div class="form__actions">
                <SubmitButton form>"Request access"</SubmitButton>
                <LinkButton href=back>"Back"</LinkButton>
            </div>
        </Form>
    }
}

/// With WASM the text survives a reload too: it joins the rest of the draft in the address.
fn keep_purpose_in_address(event: ev::Event) {
    let purpose = event_target_value(&event);
    let location = window().location();
    let (Ok(path), Ok(query)) = (location.pathname(), location.search()) else { return };
    let kept = query.trim_start_matches('?').split('&').filter(|pair| !pair.starts_with("purpose="));
    let query: Vec<String> =
        kept.map(str::to_owned).chain([format!("purpose={}", paths::segment(&purpose))]).collect();
    let address = format!("{path}?{}", query.join("&"));
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}
