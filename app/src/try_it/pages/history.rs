//! The last calls, kept in this browser and nowhere else. Keys and files are never kept.
use crate::{
    page_info::signed_in,
    paths,
    time::readable,
    try_it::{CallAnswer, CallForm},
    ui::{FieldIds, MethodBadge},
};
use chrono::{DateTime, Utc};
use leptos::{prelude::*, web_sys::Storage};
use serde::{Deserialize, Serialize};

const KEPT: usize = 30;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct PastCall {
    at: DateTime<Utc>,
    product: String,
    version: String,
    operation: String,
    title: String,
    method: String,
    url: String,
    status: u16,
    /// What was filled in, by the names of the fields.
    fields: Vec<(String, String)>,
}

/// The calls of whoever is signed in.
#[derive(Clone, Copy)]
pub struct History {
    calls: RwSignal<Vec<PastCall>>,
}

impl History {
    /// Empty until the page is alive.
    pub fn new() -> Self {
        let calls = RwSignal::new(Vec::new());
        Effect::new(move |_| calls.set(read()));
        Self { calls }
    }

    pub fn add(self, form: &CallForm, answer: &CallAnswer, fields: Vec<(String, String)>) {
        let call = PastCall {
            at: answer.at,
            product: form.version.product_slug.clone(),
            version: form.version.slug.clone(),
            operation: form.operation.clone(),
            title: form.title.clone(),
            method: answer.method.clone(),
            url: answer.url.clone(),
            status: answer.status,
            fields,
        };
        self.calls.update(|calls| {
            calls.insert(0, call);
            calls.truncate(KEPT);
        });
        self.calls.with_untracked(|calls| write(calls));
    }

    fn clear(self) {
        self.calls.set(Vec::new());
        write(&[]);
    }
}

/// The list, once there is one.
pub fn history(history: History, form: &CallForm) -> impl IntoView + use<> {
    let here = paths::try_operation(&form.version.product_slug, &form.version.slug, &form.operation);
    move || {
        let calls = history.calls.get();
        (!calls.is_empty()).then(|| {
            let rows = calls.into_iter().map(|call| row(call, &here)).collect_view();
            view! {
                <section class="section" aria-label="Your last calls">
                    <div class="section__header">
                        <div>
                            <h2 class="section__title">"Your last calls"</h2>
                            <p class="section__lead">"Kept in this browser only, without keys and files."</p>
                        </div>
                        <div class="section__actions">
                            <button type="button" class="button button--small button--quiet" on:click=move |_| history.clear()>
                                "Forget them"
                            </button>
                        </div>
                    </div>
                    <ul class="past-calls">{rows}</ul>
                </section>
            }
        })
    }
}

fn row(call: PastCall, here: &str) -> impl IntoView + use<> {
    let there = paths::try_operation(&call.product, &call.version, &call.operation);
    let again = if there == here {
        let fields = call.fields;
        let fill = move |_| fields.iter().for_each(|(name, value)| fill_in(name, value));
        view! { <button type="button" class="button button--small" on:click=fill>"Fill in again"</button> }
            .into_any()
    } else {
        view! { <a class="button button--small" href=there>{call.title}</a> }.into_any()
    };
    view! {
        <li class="past-calls__row">
            <MethodBadge method=call.method/>
            <code class="past-calls__address" translate="no">{call.url}</code>
            <span class="muted">{call.status} " · " {readable(call.at)}</span>
            {again}
        </li>
    }
}

fn fill_in(name: &str, value: &str) {
    use leptos::{
        wasm_bindgen::JsCast,
        web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement},
    };
    let Some(element) = document().get_element_by_id(&FieldIds::new(name, None).control) else { return };
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.set_value(value);
    } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(value);
    } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        select.set_value(value);
    }
}

/// One list for each portal and person on this browser.
fn place() -> Option<(Storage, String)> {
    let storage = window().local_storage().ok().flatten()?;
    let person = signed_in()?.developer_id;
    Some((storage, format!("portico{}:calls:{person}", paths::base())))
}

fn read() -> Vec<PastCall> {
    let stored = place().and_then(|(storage, key)| storage.get_item(&key).ok().flatten());
    stored.and_then(|stored| serde_json::from_str(&stored).ok()).unwrap_or_default()
}

/// A browser that keeps nothing is a browser without history.
fn write(calls: &[PastCall]) {
    if let (Some((storage, key)), Ok(text)) = (place(), serde_json::to_string(calls)) {
        let _ = storage.set_item(&key, &text);
    }
}
