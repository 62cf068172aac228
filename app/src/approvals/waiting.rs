//! How many wait for a decision: beside the link to the inbox, on every page of an approver.
use crate::{page_info::page_info, ui::form::AnyForm};
use leptos::prelude::*;

#[derive(Clone, Copy)]
struct Waiting(RwSignal<u64>);

/// Takes the number over from the server; called once, by the frame.
pub fn provide_waiting() -> RwSignal<u64> {
    let waiting = RwSignal::new(page_info().waiting.unwrap_or_default());
    provide_context(Waiting(waiting));
    waiting
}

/// The list was read anew.
pub fn now_waiting(total: u64) {
    if let Some(Waiting(waiting)) = use_context() {
        Effect::new(move |_| waiting.set(total));
    }
}

/// One fewer waits once the form has succeeded.
pub fn counts_down(form: impl Into<AnyForm>) {
    let form = form.into();
    if let Some(Waiting(waiting)) = use_context() {
        Effect::new(move |_| {
            if form.succeeded() {
                waiting.update(|count| *count = count.saturating_sub(1));
            }
        });
    }
}
