//! "Call it": what to call, how, and a light that turns green when the first call arrives.
use super::{
    model::{CallPanel, FirstCall},
    server_fns::{get_call_panels, get_first_calls},
};
use crate::{
    applications::Application,
    error::PortalError,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        Card, CodeBlock, Definition, DefinitionList, KeyValue, LightState, Notice, Section, StatusLight,
        Tone, moment_text,
    },
};
use leptos::prelude::*;
use std::time::Duration;

/// How often a page asks whether the first call has arrived.
const EVERY: Duration = Duration::from_secs(2);

/// "Call it": one panel for each API the application is registered for.
#[component]
pub fn ApplicationCalls(application: Application) -> impl IntoView {
    let slug = application.slug;
    let asked = slug.clone();
    let panels = Loading::new(move || asked.clone(), get_call_panels);
    loaded(panels, move |panels| view! { <CallPanels application=slug.clone() panels key=None/> })
}

/// The panels; `key` is a secret that was issued a moment ago.
#[component]
pub fn CallPanels(application: String, panels: Vec<CallPanel>, key: Option<String>) -> impl IntoView {
    let panels = RwSignal::new(panels);
    let slug = application.clone();
    Effect::new(move || watch(slug.clone(), panels));
    let again = paths::application(&application);
    move || {
        let boxes: Vec<_> = panels
            .get()
            .into_iter()
            .map(|panel| view! { <CallBox panel key=key.clone() again=again.clone()/> })
            .collect();
        (!boxes.is_empty()).then(|| {
            view! {
                <Section title="Call it" lead="Paste this into a terminal: the light turns green when the call arrives.">
                    {boxes}
                </Section>
            }
        })
    }
}

#[component]
fn CallBox(panel: CallPanel, key: Option<String>, again: String) -> impl IntoView {
    let (state, title, text) = light(&panel);
    let header = panel.header_name.clone().unwrap_or_default();
    let fresh = key.is_some();
    let variable = panel.variable();
    let key = key.unwrap_or_else(|| format!("${variable}"));
    let header = format!("{header}: {}{key}", panel.header_prefix);
    let curl = panel.curl(&key).map(|line| view! { <CodeBlock code=line label="cURL" wrap=true/> });
    let (what, example) =
        if panel.header_prefix.is_empty() { ("key", "ptk_…") } else { ("token", "eyJ…") };
    let hint = (!fresh && curl.is_some()).then(|| {
        view! {
            <p class="call-box__hint">
                {format!("Put your {what} in the place of ")} <code>{format!("${variable}")}</code> ", or set it first: "
                <code>{format!("export {variable}={example}")}</code>
            </p>
        }
    });
    let address = match panel.base_url.clone() {
        Some(url) => view! { <KeyValue value=url copy=true/> }.into_any(),
        None => "The provider tells you where calls go.".into_any(),
    };
    let refusal = panel.refusal.clone().map(|refusal| {
        let why = paths::why(&refusal.code);
        view! {
            <Notice tone=Tone::Warning title=refusal.reason>
                <p>{refusal.advice} " " <a href=why>"Which rule this is"</a></p>
            </Notice>
        }
    });
    view! {
        <Card title=panel.title()>
            <div class="call-box">
                {refusal}
                <DefinitionList rows=true>
                    <Definition term="Base URL">{address}</Definition>
                    <Definition term="Header"><KeyValue value=header/></Definition>
                </DefinitionList>
                {curl} {hint}
                <div class="call-box__light">
                    <StatusLight state title text/>
                    <a href=again>"Check again"</a>
                </div>
            </div>
        </Card>
    }
}

fn light(panel: &CallPanel) -> (LightState, String, Option<String>) {
    match (&panel.refusal, panel.first_call_at) {
        (Some(_), _) => (LightState::Blocked, "A call would be refused now".to_owned(), None),
        (None, Some(first)) => {
            let last = panel.last_call_at.filter(|last| *last != first);
            let text = last.map(|last| format!("Last call {}.", moment_text(last)));
            (LightState::Live, format!("First call arrived {}", moment_text(first)), text)
        }
        (None, None) => (LightState::Waiting, "Waiting for the first call".to_owned(), None),
    }
}

/// Asks again and again while the page is in sight and a light is not green. Browsers only.
fn watch(application: String, panels: RwSignal<Vec<CallPanel>>) {
    let ask = move || {
        let waiting = panels.with_untracked(|all| {
            all.iter().any(|panel| panel.first_call_at.is_none() || panel.refusal.is_some())
        });
        if !waiting || document().hidden() {
            return;
        }
        let application = application.clone();
        leptos::task::spawn_local(async move {
            if let Ok(latest) = look(application, &panels.get_untracked()).await
                && panels.try_with_untracked(|shown| *shown != latest) == Some(true)
            {
                panels.try_set(latest);
            }
        });
    };
    if let Ok(handle) = set_interval_with_handle(ask, EVERY) {
        on_cleanup(move || handle.clear());
    }
}

/// Where a call would be refused, the reason may have gone meanwhile; else only the light matters.
async fn look(application: String, shown: &[CallPanel]) -> Result<Vec<CallPanel>, PortalError> {
    if shown.iter().any(|panel| panel.refusal.is_some()) {
        return get_call_panels(application).await;
    }
    let calls = get_first_calls(application.clone()).await?;
    let arrived = |panel: &CallPanel| {
        calls
            .iter()
            .any(|call: &FirstCall| call.version_id == panel.version_id && call.first_call_at.is_some())
    };
    if shown.iter().any(|panel| panel.first_call_at.is_none() && arrived(panel)) {
        return get_call_panels(application).await;
    }
    Ok(shown.to_vec())
}
