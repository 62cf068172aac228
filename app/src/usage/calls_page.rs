//! The latest calls of an application, refusals included; new ones appear by themselves.
use super::{calls::*, server_fns::get_application_calls};
use crate::area::AreaPage;
use crate::{
    applications::{ApplicationCard, ApplicationLayout, Part, slug_in_address},
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        Cell, Column, DataTable, EmptyState, HeadCell, IconName, LinkButton, Row, Segment, Segmented,
        StatusBadge, Tone, moment_text,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use std::time::Duration;

/// How often the page asks what came since.
const EVERY: Duration = Duration::from_secs(2);

pub struct ApplicationCallsRoute(Loading<(ApplicationCard, Vec<CallRecord>)>);

impl AreaPage for ApplicationCallsRoute {
    fn data() -> Self {
        let (slug, query) = (slug_in_address(), use_query_map());
        let asked = move || (slug.get(), query.read().get("refused").is_some());
        Self(Loading::new(asked, |(slug, refused)| get_application_calls(slug, refused)))
    }

    fn view(this: Self) -> AnyView {
        let query = use_query_map();
        view! {
            {loaded(this.0, move |(card, calls)| {
                let refused = query.read_untracked().get("refused").is_some();
                view! { <OfApplication card calls refused/> }
            })}
        }
        .into_any()
    }
}

#[component]
fn OfApplication(card: ApplicationCard, calls: Vec<CallRecord>, refused: bool) -> impl IntoView {
    let slug = card.application.slug.clone();
    let calls = RwSignal::new(calls);
    let live = RwSignal::new(false);
    let watched = slug.clone();
    Effect::new(move || watch(watched.clone(), refused, calls, live));
    let (all, refusals) = (paths::application_calls(&slug, false), paths::application_calls(&slug, true));
    let again = paths::application_calls(&slug, refused);
    let first = slug.clone();
    let list = move || {
        let first = first.clone();
        calls.with(|calls| match calls.is_empty() {
            true => view! { <Nothing refused slug=first/> }.into_any(),
            false => view! { <List calls=calls.clone()/> }.into_any(),
        })
    };
    let state = move || {
        if live.get() {
            "New calls appear here by themselves."
        } else {
            "The latest calls, as of when this page was loaded."
        }
    };
    view! {
        <ApplicationLayout card part=Part::Calls>
            <div class="calls">
                <div class="usage__bar">
                    <Segmented label="Which calls">
                        <Segment href=all current=!refused>"All"</Segment>
                        <Segment href=refusals current=refused>"Refused"</Segment>
                    </Segmented>
                    <LinkButton href=again>"Reload"</LinkButton>
                </div>
                <p class="calls__state">
                    {state} " Of many calls at once that were let through, only some are listed; all are counted under "
                    <a href=paths::application_usage(&slug, "", "", "")>"Usage"</a> "."
                </p>
                {list}
            </div>
        </ApplicationLayout>
    }
}

#[component]
fn Nothing(refused: bool, slug: String) -> AnyView {
    if refused {
        return view! {
            <EmptyState title="No call was refused" icon=IconName::CheckCircle>
                <p>"When a call of this application is refused, it stands here a second later, with the reason and the way out."</p>
            </EmptyState>
        }
        .into_any();
    }
    let action = move || view! { <LinkButton href=paths::application_access(&slug)>"See what it may call"</LinkButton> };
    view! {
        <EmptyState title="No calls yet" icon=IconName::List action>
            <p>"Make a call with a key of this application: it stands here a second later, let through or refused and why. A call with an unknown key belongs to no application and is not listed."</p>
        </EmptyState>
    }
    .into_any()
}

#[component]
fn List(calls: Vec<CallRecord>) -> impl IntoView {
    let columns = ["When", "Verdict", "Call", "Key", "From"].map(Column::new).into_iter().collect();
    let rows: Vec<_> = calls.into_iter().map(|call| view! { <OneCall call/> }).collect();
    view! { <DataTable caption="Calls, newest first" columns>{rows}</DataTable> }
}

#[component]
fn OneCall(call: CallRecord) -> AnyView {
    let verdict = match (&call.refusal, &call.request_id) {
        (None, _) => {
            view! { <StatusBadge status="allowed" tone=Tone::Success label="Let through"/> }.into_any()
        }
        (Some(refusal), id) => {
            let why = paths::why(id.as_deref().unwrap_or(&refusal.code));
            let reason = refusal.reason.clone();
            view! { <a href=why title=reason><code translate="no">{refusal.code.clone()}</code></a> }
                .into_any()
        }
    };
    let asked = [call.method, call.path].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let source = match call.tried {
        true => "This portal’s pages".to_owned(),
        false => call.address.unwrap_or_default(),
    };
    view! {
        <Row>
            <HeadCell>{moment_text(call.at)}</HeadCell>
            <Cell label="Verdict">{verdict}</Cell>
            <Cell label="Call">{call.api} <br/> <code class="calls__path" translate="no">{asked}</code></Cell>
            <Cell label="Key">{call.key.unwrap_or_default()}</Cell>
            <Cell label="From">{source}</Cell>
        </Row>
    }
    .into_any()
}

/// Asks again and again while the page is in sight. Browsers only.
fn watch(slug: String, refused: bool, calls: RwSignal<Vec<CallRecord>>, live: RwSignal<bool>) {
    live.set(true);
    let ask = move || {
        if document().hidden() {
            return;
        }
        let slug = slug.clone();
        leptos::task::spawn_local(async move {
            let answer = get_application_calls(slug, refused).await;
            let is_live = answer.is_ok();
            if let Ok((_, latest)) = answer
                && calls.try_with_untracked(|shown| *shown != latest) == Some(true)
            {
                calls.try_set(latest);
            }
            if live.try_get_untracked().is_some_and(|was| was != is_live) {
                live.try_set(is_live);
            }
        });
    };
    if let Ok(handle) = set_interval_with_handle(ask, EVERY) {
        on_cleanup(move || handle.clear());
    }
}
