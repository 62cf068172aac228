//! Sending the form: by itself without WASM, else in place.
use crate::{
    call::post_form,
    error::PortalError,
    json,
    try_it::{CallAnswer, FORM},
    ui::form::Submission,
};
use leptos::{prelude::*, web_sys::FormData};

pub type Outcome = Result<CallAnswer, PortalError>;

/// One call: what was filled in, whether it is on its way, and what came of it.
#[derive(Clone, Copy)]
pub struct Sending {
    submission: StoredValue<Option<Submission>>,
    pub outcome: RwSignal<Option<Outcome>>,
    pub pending: RwSignal<bool>,
}

impl Sending {
    pub fn new() -> Self {
        let submission = use_context::<StoredValue<Option<Submission>>>()
            .and_then(|shared| shared.get_value())
            .filter(|submission| submission.function == FORM);
        let outcome = submission.clone().map(|sent| {
            let answer = sent.outcome;
            answer.and_then(|text| json::read(&text).map_err(|_| PortalError::Transport))
        });
        Self {
            submission: StoredValue::new(submission),
            outcome: RwSignal::new(outcome),
            pending: RwSignal::new(false),
        }
    }

    /// What the field held when it was sent without WASM, or else `initial`.
    pub fn value(self, field: &str, initial: String) -> String {
        self.submission.with_value(|sent| match sent {
            Some(sent) => sent.value(field).unwrap_or_default().to_owned(),
            None => initial,
        })
    }

    pub fn error(self, field: &str) -> Signal<Option<String>> {
        let field = field.to_owned();
        let outcome = self.outcome;
        Signal::derive(move || outcome.with(|outcome| outcome.as_ref()?.as_ref().err()?.for_field(&field)))
    }
}

/// Posts the form to its own address and waits for the answer.
pub async fn post(address: String, form: FormData) -> Outcome {
    let answer = post_form(address, form).await?;
    json::read(&answer).map_err(|_| PortalError::Transport)
}
