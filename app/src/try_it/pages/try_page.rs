//! One operation to fill in and send.
use super::{
    answer::answer,
    fields,
    history::{History, history},
    send::{Sending, post},
};
use crate::{
    area::use_params_map,
    catalog::LifecycleNotice,
    load::Load,
    loading::Loading,
    page_info::signed_in,
    paths,
    try_it::{BodyShape, CallForm, FieldControl, field, read_call_form},
    ui::{
        ButtonKind, Checkbox, Crumb, Field, FieldIds, LinkButton, MethodBadge, Notice, Page, PageHeader,
        RadioCard, RadioCards, Tone,
    },
};
use leptos::{
    ev::SubmitEvent,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{FormData, HtmlElement, HtmlFormElement},
};
use leptos_router::hooks::use_query_map;

#[component]
pub fn TryPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let wanted = move || {
        let (params, query) = (params.read(), query.read());
        let get = |name: &str| params.get(name).unwrap_or_default();
        (get("product"), get("version"), get("operation"), query.get("application"), query.get("media_type"))
    };
    let form = Loading::new(wanted, |(product, version, operation, application, media_type)| {
        read_call_form(product, version, operation, application, media_type)
    });
    view! { <Load loading=form view=|form| view! { <Trial form/> }/> }
}

#[component]
fn Trial(form: CallForm) -> impl IntoView {
    let version = &form.version;
    let (product_slug, slug) = (version.product_slug.clone(), version.slug.clone());
    let operation = paths::operation(&product_slug, &slug, &form.operation);
    let crumbs = vec![
        Crumb::new(version.product_title.clone(), paths::product(&product_slug)),
        Crumb::new(version.name.clone(), paths::version(&product_slug, &slug)),
        Crumb::new(form.title.clone(), operation.clone()),
    ];
    let title = format!("Try {} · {}", form.title, version.product_title);
    let line = view! {
        <p class="request-line">
            <MethodBadge method=form.method.clone()/>
            <code class="request-line__path" translate="no">
                <span class="request-line__base">{form.base_url.clone().unwrap_or_default()}</span>
                {form.path.clone()}
            </code>
        </p>
    };
    let lifecycle = version.lifecycle.clone();
    let content = match (&form.blocked, signed_in().is_some()) {
        (_, false) => view! { <Stranger form/> }.into_any(),
        (Some(refusal), true) => {
            let (reason, advice) = (refusal.reason.clone(), refusal.advice.clone());
            view! { <Notice tone=Tone::Warning title=reason><p>{advice}</p></Notice> }.into_any()
        }
        (None, true) => view! { <Filling form/> }.into_any(),
    };
    view! {
        <Page>
            <PageHeader window=title title="Try it" crumbs/>
            <LifecycleNotice lifecycle/>
            {line}
            {content}
        </Page>
    }
}

#[component]
fn Stranger(form: CallForm) -> impl IntoView {
    let here = paths::try_operation(&form.version.product_slug, &form.version.slug, &form.operation);
    view! {
        <Notice
            title="Sign in to try it"
            actions=move || view! {
                <LinkButton kind=ButtonKind::Primary href=paths::sign_in_and_return(&here)>"Sign in"</LinkButton>
                <LinkButton href=paths::sign_up()>"Create an account"</LinkButton>
            }
        >
            <p>"Calls are made as one of your applications, so the portal has to know you."</p>
        </Notice>
    }
}

#[component]
fn Filling(form: CallForm) -> impl IntoView {
    let sending = Sending::new();
    let past = History::new();
    let list = history(past, &form);
    let place = (form.version.product_slug.clone(), form.version.slug.clone(), form.operation.clone());
    let address = paths::send_call(&place.0, &place.1, &place.2);
    let action = address.clone();
    let kept = StoredValue::new(form.clone());
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        submit(&event, &address, sending, past, kept);
    };
    let asks_first = form.asks_first();
    let method = form.method.clone();
    let label = format!("Send the {method} call");
    let caller = caller(sending, &form);
    let there = move |media_type: &str| {
        let page = paths::try_operation(&place.0, &place.1, &place.2);
        format!("{page}?media_type={}", paths::segment(media_type))
    };
    let body = form.body.map(|body| fields::body(sending, body, there));
    let anyway = sending.error(field::ANYWAY);
    let general = move || {
        let sentence = sending.outcome.with(|outcome| match outcome {
            Some(Err(error)) => Some(error.to_string()),
            _ => None,
        });
        sentence.map(|sentence| view! { <Notice tone=Tone::Danger alert=true><p>{sentence}</p></Notice> })
    };
    let came_back = move || match sending.outcome.get() {
        Some(Ok(found)) => answer(found).into_any(),
        _ => view! { <p class="trial__empty muted">"What the API answers is shown here."</p> }.into_any(),
    };
    view! {
        <div class="trial">
            <form class="trial__form stack stack--loose" method="post" action=action enctype="multipart/form-data" on:submit=on_submit>
                {caller}
                {fields::parameters(sending, form.parameters)}
                {body}
                {asks_first.then(|| view! {
                    <Checkbox
                        name=field::CONFIRMED
                        label=format!("Yes, really send this {method}")
                        hint="It is a real call: what it changes or deletes at the provider stays so."
                        error=sending.error(field::CONFIRMED)
                        required=true
                    />
                })}
                {move || anyway.get().map(|sentence| view! {
                    <Checkbox name=field::ANYWAY label="Send it although it does not match the document" hint=sentence/>
                })}
                {general}
                <div class="form__actions">
                    <button
                        type="submit"
                        class="button button--primary"
                        aria-busy=move || sending.pending.get().then_some("true")
                        disabled=move || sending.pending.get()
                    >
                        {label}
                    </button>
                </div>
            </form>
            <div class="trial__answer">{came_back}</div>
        </div>
        {list}
    }
}

/// As which application, or with which key.
fn caller(sending: Sending, form: &CallForm) -> impl IntoView + use<> {
    let cards: Vec<RadioCard> =
        form.applications
            .iter()
            .map(|own| {
                let card = RadioCard::new(own.slug.clone(), own.name.clone());
                match &own.refusal {
                    None => card.text("May call this API. The portal makes a credential for this one call."),
                    Some(refusal) => card.blocked(format!("{} {}", refusal.reason, refusal.advice)),
                }
            })
            .chain([RadioCard::new("", "A key or token that I paste")
                .text("Used for this call and kept nowhere.")])
            .collect();
    let ready = form.applications.iter().find(|own| {
        own.refusal.is_none() && form.application.as_ref().is_none_or(|chosen| *chosen == own.slug)
    });
    let ready = ready.or(form.applications.iter().find(|own| own.refusal.is_none()));
    let chosen = sending.value(field::APPLICATION, ready.map(|own| own.slug.clone()).unwrap_or_default());
    let register = (ready.is_none() && form.version.can_be_registered_for().is_ok())
        .then(|| paths::request_access(&form.version.product_slug, &form.version.slug));
    let advice = match (form.applications.is_empty(), &register) {
        (true, Some(_)) => "You have no application for this API yet.",
        (false, Some(_)) => "None of your applications may call this API now.",
        _ => "",
    };
    let header = form.key_header.clone().unwrap_or_default();
    view! {
        {register.map(|href| view! {
            <Notice
                tone=Tone::Warning
                title=advice
                actions=move || view! { <LinkButton kind=ButtonKind::Primary href>"Request access"</LinkButton> }
            >
                <p>"With an approved application the call needs no key at all."</p>
            </Notice>
        })}
        <RadioCards
            name=field::APPLICATION
            legend="Who calls"
            cards
            value=chosen
            error=sending.error(field::APPLICATION)
        />
        <PastedKey sending header/>
    }
}

/// Shown to those who chose it; a key that is not asked for must not be required.
#[component]
fn PastedKey(sending: Sending, header: String) -> impl IntoView {
    let ids = FieldIds::new(field::KEY, None);
    let (control, described_by) = (ids.control.clone(), ids.described_by(true, false));
    let error = sending.error(field::KEY);
    view! {
        <div class="trial__key">
            <Field ids label="Key or token" hint=Some(format!("Sent in the header {header}.")) error>
                <input
                    class="field__control field__control--mono"
                    id=control
                    type="password"
                    name=field::KEY
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby=described_by
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                />
            </Field>
        </div>
    }
}

/// The fields whose values may be kept.
fn keepable(form: &CallForm) -> Vec<String> {
    let in_body = match form.body.as_ref().map(|body| &body.shape) {
        Some(BodyShape::Form(fields)) => fields.clone(),
        _ => Vec::new(),
    };
    let fields = form.parameters.iter().chain(&in_body);
    let texts = fields.filter(|shown| shown.control != FieldControl::File).map(|shown| shown.field.clone());
    texts.chain([field::BODY.to_owned()]).collect()
}

/// Sends the form and stays on the page.
fn submit(event: &SubmitEvent, address: &str, sending: Sending, past: History, form: StoredValue<CallForm>) {
    let element = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
    let Some(data) = element.and_then(|element| FormData::new_with_form(&element).ok()) else { return };
    let address = address.to_owned();
    sending.pending.set(true);
    leptos::task::spawn_local(async move {
        let fields: Vec<(String, String)> = form
            .with_value(keepable)
            .into_iter()
            .filter_map(|name| Some((name.clone(), data.get(&name).as_string()?)))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let outcome = post(address, data).await;
        if let Ok(found) = &outcome {
            form.with_value(|form| past.add(form, found, fields));
        }
        sending.outcome.set(Some(outcome));
        sending.pending.set(false);
        show_outcome();
    });
}

/// Brings the answer, or the first field that is wrong, into sight.
fn show_outcome() {
    request_animation_frame(|| {
        let found = document().query_selector("#answer, [aria-invalid=true]").ok().flatten();
        if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}
