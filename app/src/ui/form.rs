//! Forms that work before WASM arrives and lose nothing when refused.
//!
//! A [`Form`] posts to the address of its own page with `?_do=name_of_the_server_function`. With
//! WASM the server function is called in place. Without, the server runs it, and where it refuses
//! (or answers with something to show once) it renders the page again with what was sent: the
//! [`Submission`]. Either way the page reads errors, values and results from the [`FormHandle`].
use crate::error::PortalError;
use leptos::form::FromFormData;
use leptos::{
    ev::SubmitEvent,
    prelude::*,
    server_fn::{Http, ServerFn, client::Client, codec::PostUrl, request::ClientReq},
    web_sys::FormData,
};
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// The query parameter that names the server function of a plain form post.
pub const FUNCTION: &str = "_do";

/// What a form that was sent without WASM held, and what it came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    /// The server function's name.
    pub function: String,
    /// Fields in their order; passwords are left out.
    pub fields: Vec<(String, String)>,
    pub outcome: Result<serde_json::Value, PortalError>,
}

impl Submission {
    pub fn value(&self, field: &str) -> Option<&str> {
        self.fields.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }
}

/// A server function that a [`Form`] can call.
pub trait FormFunction:
    DeserializeOwned + ServerFn<Error = PortalError> + Clone + Send + Sync + 'static
{
}
impl<S> FormFunction for S where
    S: DeserializeOwned + ServerFn<Error = PortalError> + Clone + Send + Sync + 'static
{
}

/// One form on a page: its action, and what a submission without WASM came to.
pub struct FormHandle<S: FormFunction>
where
    S::Output: Send + Sync + 'static,
{
    action: ServerAction<S>,
    submission: StoredValue<Option<Submission>>,
}

impl<S: FormFunction> Clone for FormHandle<S>
where
    S::Output: Send + Sync + 'static,
{
    fn clone(&self) -> Self {
        *self
    }
}
impl<S: FormFunction> Copy for FormHandle<S> where S::Output: Send + Sync + 'static {}

/// The only form for this server function on the page.
pub fn use_form<S: FormFunction>() -> FormHandle<S>
where
    S::Output: Send + Sync + 'static,
{
    form_where(|_| true)
}

/// One of several forms for the same server function, told apart by a hidden field's value.
pub fn use_form_with<S: FormFunction>(field: &str, value: &str) -> FormHandle<S>
where
    S::Output: Send + Sync + 'static,
{
    form_where(|submission| submission.value(field) == Some(value))
}

fn form_where<S: FormFunction>(mine: impl Fn(&Submission) -> bool) -> FormHandle<S>
where
    S::Output: Send + Sync + 'static,
{
    let submission = use_context::<StoredValue<Option<Submission>>>()
        .and_then(|shared| shared.get_value())
        .filter(|submission| submission.function == function_name::<S>() && mine(submission));
    FormHandle { action: ServerAction::new(), submission: StoredValue::new(submission) }
}

fn function_name<S: ServerFn>() -> &'static str {
    S::PATH.rsplit('/').next().unwrap_or_default()
}

impl<S: FormFunction> FormHandle<S>
where
    S::Output: Clone + DeserializeOwned + Send + Sync + 'static,
{
    /// What the last submission came to, however it was sent.
    pub fn outcome(self) -> Signal<Option<Result<S::Output, PortalError>>> {
        let submitted = self.submission.get_value().map(|submission| {
            submission
                .outcome
                .and_then(|value| serde_json::from_value(value).map_err(|_| PortalError::Transport))
        });
        let action = self.action;
        Signal::derive(move || action.value().get().or_else(|| submitted.clone()))
    }

    /// The result to show, once there is one.
    pub fn result(self) -> Signal<Option<S::Output>> {
        let outcome = self.outcome();
        Signal::derive(move || outcome.get().and_then(Result::ok))
    }

    /// The sentence to show beside a field.
    pub fn error(self, field: &'static str) -> Signal<Option<String>> {
        let outcome = self.outcome();
        Signal::derive(move || outcome.get().and_then(Result::err).and_then(|error| error.for_field(field)))
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

    pub fn action(self) -> ServerAction<S> {
        self.action
    }
}

/// A form for a server function; see the module.
#[component]
pub fn Form<S, Out>(
    form: FormHandle<S>,
    #[prop(optional, into)] class: String,
    /// Sends the form the plain way, so that the whole page is made anew: for what changes who is
    /// signed in.
    #[prop(optional)]
    reload: bool,
    children: Children,
) -> impl IntoView
where
    S: FormFunction + ServerFn<Protocol = Http<PostUrl, Out>>,
    S::Output: Clone + DeserializeOwned + Send + Sync + 'static,
    S::Client: Client<PortalError>,
    <<S::Client as Client<PortalError>>::Request as ClientReq<PortalError>>::FormData: From<FormData>,
{
    let action = form.action;
    let on_submit = move |event: SubmitEvent| {
        if reload || event.default_prevented() {
            return;
        }
        event.prevent_default();
        match S::from_event(&event) {
            Ok(input) => {
                action.dispatch(input);
            }
            Err(_) => action.value().set(Some(Err(PortalError::refused(
                "malformed",
                "The form could not be read. Reload the page and try again; nothing was changed.",
            )))),
        }
    };
    view! {
        <form method="post" action=own_address(function_name::<S>()) class=class on:submit=on_submit>
            {children()}
        </form>
    }
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
pub fn FormNotice<S>(form: FormHandle<S>) -> impl IntoView
where
    S: FormFunction,
    S::Output: Clone + DeserializeOwned + Send + Sync + 'static,
{
    let outcome = form.outcome();
    move || {
        outcome.get().and_then(Result::err).map(|error| {
            view! { <div class="notice" data-kind="danger" role="alert"><p>{error.to_string()}</p></div> }
        })
    }
}

/// The button that sends the form, busy while it is on its way.
#[component]
pub fn SubmitButton<S>(
    form: FormHandle<S>,
    /// Extra classes, such as `button--danger`.
    #[prop(optional, into)]
    class: String,
    children: Children,
) -> impl IntoView
where
    S: FormFunction,
    S::Output: Clone + DeserializeOwned + Send + Sync + 'static,
{
    let pending = form.pending();
    let class = format!("button {}", if class.is_empty() { "button--primary" } else { &class });
    view! {
        <button type="submit" class=class aria-busy=move || pending.get().then_some("true") disabled=move || pending.get()>
            {children()}
        </button>
    }
}
