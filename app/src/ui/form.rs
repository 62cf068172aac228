//! Forms that work before WASM arrives and lose nothing when refused.
//!
//! A [`Form`] posts to the address of its own page with `?_do=name_of_the_server_function`. With
//! WASM the server function is called in place. Without, the server runs it, and where it refuses
//! (or answers with something to show once) it renders the page again with what was sent: the
//! [`Submission`]. Either way the page reads errors, values and results from the [`FormHandle`].
use crate::{
    call::{Call, post},
    error::PortalError,
    loading::{Answer, Loadable},
};
use leptos::{
    ev::SubmitEvent, form::form_data_from_event, prelude::*, server_fn::ServerFn, web_sys::UrlSearchParams,
};
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize};
use std::{marker::PhantomData, ops::Deref};

/// The query parameter that names the server function of a plain form post.
pub const FUNCTION: &str = "_do";

/// What a form that was sent without WASM held, and what it came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    /// The server function's name.
    pub function: String,
    /// Fields in their order; passwords are left out.
    pub fields: Vec<(String, String)>,
    /// The JSON of what the server function returned.
    pub outcome: Result<String, PortalError>,
}

impl Submission {
    pub fn value(&self, field: &str) -> Option<&str> {
        self.fields.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }
}

/// A server function that a [`Form`] can call: one that takes its arguments as forms send them.
pub trait FormFunction: ServerFn<Error = PortalError, Protocol = Call, Output: Loadable> + 'static {}
impl<S> FormFunction for S where S: ServerFn<Error = PortalError, Protocol = Call, Output: Loadable> + 'static {}

/// One form on a page, and what its server function returned.
pub struct FormHandle<S> {
    form: AnyForm,
    function: PhantomData<fn() -> S>,
}

impl<S> Clone for FormHandle<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for FormHandle<S> {}

impl<S> Deref for FormHandle<S> {
    type Target = AnyForm;

    fn deref(&self) -> &AnyForm {
        &self.form
    }
}

impl<S> From<FormHandle<S>> for AnyForm {
    fn from(handle: FormHandle<S>) -> Self {
        handle.form
    }
}

/// A form, whatever its server function is: all that its fields and buttons need to know.
#[derive(Clone, Copy)]
pub struct AnyForm {
    /// Where the server function answers.
    path: &'static str,
    /// Sends fields as they are, URL-encoded.
    action: Action<String, Result<Answer, PortalError>>,
    /// What a submission without WASM came to.
    submission: StoredValue<Option<Submission>>,
}

/// The only form for this server function on the page.
pub fn use_form<S: FormFunction>() -> FormHandle<S> {
    FormHandle { form: AnyForm::new(S::PATH, |_| true), function: PhantomData }
}

/// One of several forms for the same server function, told apart by a hidden field's value.
pub fn use_form_with<S: FormFunction>(field: &str, value: &str) -> FormHandle<S> {
    let form = AnyForm::new(S::PATH, |submission| submission.value(field) == Some(value));
    FormHandle { form, function: PhantomData }
}

impl<S: FormFunction> FormHandle<S> {
    /// The result to show, once there is one, however the form was sent.
    pub fn result(self) -> Signal<Option<S::Output>> {
        let form = self.form;
        Signal::derive(move || form.answer()?.and_then(|answer| answer.read()).ok())
    }
}

impl AnyForm {
    fn new(path: &'static str, mine: impl Fn(&Submission) -> bool) -> Self {
        let submission = use_context::<StoredValue<Option<Submission>>>()
            .and_then(|shared| shared.get_value())
            .filter(|submission| submission.function == function_name(path) && mine(submission));
        let action = Action::new(move |fields: &String| {
            let answer = post(path, fields.clone());
            async move { answer.await.map(|text| Answer::Text(text.into())) }
        });
        Self { path, action, submission: StoredValue::new(submission) }
    }

    /// What the last submission came to. Tracked.
    fn answer(self) -> Option<Result<Answer, PortalError>> {
        self.action.value().get().or_else(|| {
            self.submission.with_value(|submission| {
                let outcome = &submission.as_ref()?.outcome;
                Some(outcome.clone().map(|text| Answer::Text(text.into())))
            })
        })
    }

    /// What the last submission was refused for.
    fn failure(self) -> Signal<Option<PortalError>> {
        Signal::derive(move || self.answer()?.err())
    }

    /// The sentence to show beside a field.
    pub fn error(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.answer()?.err()?.for_field(field))
    }

    /// What the field held when it was sent without WASM, or else `initial`.
    pub fn value(self, field: &str, initial: impl Into<String>) -> String {
        self.submission
            .with_value(|submission| {
                submission.as_ref().map(|sent| sent.value(field).unwrap_or_default().to_owned())
            })
            .unwrap_or_else(|| initial.into())
    }

    /// Whether a checkbox (or the radio button with this value) was ticked, or else `initial`.
    pub fn checked(self, field: &str, value: &str, initial: bool) -> bool {
        self.submission
            .with_value(|submission| {
                submission
                    .as_ref()
                    .map(|sent| sent.fields.iter().any(|(name, held)| name == field && held == value))
            })
            .unwrap_or(initial)
    }

    pub fn pending(self) -> Signal<bool> {
        self.action.pending().into()
    }

    /// How often it was answered in place: for what is loaded again then.
    pub fn version(self) -> Signal<usize> {
        self.action.version().into()
    }

    /// Whether it was answered in place, and not refused. Tracked.
    pub fn succeeded(self) -> bool {
        self.action.value().with(|answer| matches!(answer, Some(Ok(_))))
    }
}

fn function_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// A form for a server function; see the module.
#[component]
pub fn Form(
    #[prop(into)] form: AnyForm,
    #[prop(optional, into)] class: String,
    /// Sends the form the plain way, so that the whole page is made anew: for what changes who is
    /// signed in.
    #[prop(optional)]
    reload: bool,
    children: Children,
) -> impl IntoView {
    let on_submit = move |event: SubmitEvent| {
        if reload || event.default_prevented() {
            return;
        }
        event.prevent_default();
        match fields_of(&event) {
            Some(fields) => {
                form.action.dispatch(fields);
            }
            None => form.action.value().set(Some(Err(PortalError::malformed()))),
        }
    };
    view! {
        <form method="post" action=own_address(function_name(form.path)) class=class on:submit=on_submit>
            {children()}
        </form>
    }
}

/// What the browser would send by itself, the pressed button included.
fn fields_of(event: &SubmitEvent) -> Option<String> {
    let fields = form_data_from_event(event).ok()?;
    let encoded = UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()?;
    encoded.to_string().as_string()
}

/// The page's own address with the function added, so that a plain post comes back to it.
fn own_address(function: &str) -> String {
    let location = use_location();
    let query = location.query.get_untracked();
    let kept: String = query
        .latest_values()
        .filter(|(name, _)| *name != FUNCTION)
        .map(|(name, value)| format!("&{}={}", crate::paths::segment(name), crate::paths::segment(value)))
        .collect();
    format!("?{FUNCTION}={function}{kept}")
}

/// What is wrong with the form as a whole; field errors stand beside their fields.
#[component]
pub fn FormNotice(#[prop(into)] form: AnyForm) -> impl IntoView {
    let failure = form.failure();
    move || {
        failure.get().map(|error| {
            view! { <div class="notice" data-kind="danger" role="alert"><p>{error.to_string()}</p></div> }
        })
    }
}

/// The button that sends the form, busy while it is on its way.
#[component]
pub fn SubmitButton(
    #[prop(into)] form: AnyForm,
    /// Extra classes, such as `button--danger`.
    #[prop(optional, into)]
    class: String,
    children: Children,
) -> impl IntoView {
    let pending = form.pending();
    let class = format!("button {}", if class.is_empty() { "button--primary" } else { &class });
    view! {
        <button type="submit" class=class aria-busy=move || pending.get().then_some("true") disabled=move || pending.get()>
            {children()}
        </button>
    }
}
