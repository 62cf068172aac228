//! “Who still uses it?”: whether a key can go, and where it is to be exchanged first.
use super::callers::*;
use crate::{
    paths,
    ui::{
        Cell, CellKind, Column, DataTable, EmptyState, HeadCell, IconName, Notice, Row, Section, StatusBadge,
        Tone, moment_text,
    },
};
use leptos::prelude::*;

/// `live`: calls with the key may still be let through.
#[component]
pub fn KeyCallersSection(callers: KeyCallers, live: bool) -> impl IntoView {
    let title = if callers.replaced_at.is_some() && live { "Who still uses it" } else { "Who uses it" };
    let lead = format!(
        "The last call from each address, for {} days. New calls stand here a second later, when the page is loaded again.",
        callers.kept_days
    );
    let standing = live.then(|| view! { <StandingNotice standing=callers.standing()/> });
    let list = match callers.callers.is_empty() {
        true => nothing(&callers, live),
        false => view! { <List callers=callers.callers/> }.into_any(),
    };
    view! { <Section title lead>{standing} {list}</Section> }
}

#[component]
fn StandingNotice(standing: Standing) -> AnyView {
    let (tone, title, text) = match standing {
        // Said by the empty list.
        Standing::NeverUsed | Standing::InUse { .. } => return ().into_any(),
        Standing::StillUsed { last } => (
            Tone::Warning,
            "Still used: do not revoke it yet",
            format!(
                "The last call with it was let through on {}, after it was replaced. Put the new key in its place there first.",
                moment_text(last)
            ),
        ),
        Standing::QuietSoFar { until } => (
            Tone::Info,
            "No call since it was replaced",
            format!(
                "If none comes until {}, whatever calls at least once a day has the new key, and this one can be revoked.",
                moment_text(until)
            ),
        ),
        Standing::Quiet { last } => (
            Tone::Success,
            "It is safe to revoke",
            format!(
                "No call has come with it for a day: the last one on {}. Only what calls less often than once a day could still hold it.",
                moment_text(last)
            ),
        ),
    };
    view! { <Notice tone title><p>{text}</p></Notice> }.into_any()
}

fn nothing(callers: &KeyCallers, live: bool) -> AnyView {
    let (title, text) = match callers.last_used_at {
        None if live => (
            "Nobody has used it",
            "No call was ever let through with this key. It is safe to revoke: nothing stops.".to_owned(),
        ),
        None => ("Nobody has used it", "No call was ever let through with this key.".to_owned()),
        Some(last) => (
            "No addresses are known",
            format!(
                "The last call with it was let through on {}, but the gateway does not tell from where, or it was too long ago.",
                moment_text(last)
            ),
        ),
    };
    view! { <EmptyState title icon=IconName::CheckCircle><p>{text}</p></EmptyState> }.into_any()
}

#[component]
fn List(callers: Vec<KeyCaller>) -> impl IntoView {
    let mut columns: Vec<Column> = ["From", "Last call", "Verdict", "Call"].map(Column::new).to_vec();
    columns.push(Column::numeric("Calls"));
    let rows: Vec<_> = callers.into_iter().map(|caller| view! { <OneCaller caller/> }).collect();
    view! { <DataTable caption="Who uses this key, latest first" columns>{rows}</DataTable> }
}

#[component]
fn OneCaller(caller: KeyCaller) -> AnyView {
    let verdict = match caller.refusal {
        None => view! { <StatusBadge status="allowed" tone=Tone::Success label="Let through"/> }.into_any(),
        Some(refusal) => {
            let why = paths::why(&refusal.code);
            view! { <a href=why title=refusal.reason><code translate="no">{refusal.code}</code></a> }
                .into_any()
        }
    };
    let asked = [caller.method, caller.path].into_iter().flatten().collect::<Vec<_>>().join(" ");
    view! {
        <Row>
            <HeadCell><span translate="no">{caller.address}</span></HeadCell>
            <Cell label="Last call">{moment_text(caller.at)}</Cell>
            <Cell label="Verdict">{verdict}</Cell>
            <Cell label="Call"><code class="calls__path" translate="no">{asked}</code></Cell>
            <Cell label="Calls" kind=CellKind::Numeric>{caller.calls}</Cell>
        </Row>
    }
    .into_any()
}
