//! What one application called.
use super::{
    model::*,
    report::{Parts, PeriodBar, Refusals, Report, linked},
    server_fns::get_application_usage,
};
use crate::area::AreaPage;
use crate::{
    applications::{ApplicationCard, ApplicationLayout, Part, slug_in_address},
    load::loaded,
    loading::Loading,
    paths,
    ui::{LinkButton, Notice},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct ApplicationUsageRoute(Loading<(ApplicationCard, UsageReport)>);

impl AreaPage for ApplicationUsageRoute {
    fn data() -> Self {
        let (slug, query) = (slug_in_address(), use_query_map());
        let asked = move || {
            let query = query.read();
            let named = |name| query.get(name).unwrap_or_default();
            (slug.get(), named("period"), named("version"), named("key"))
        };
        Self(Loading::new(asked, |(slug, period, version, key)| {
            get_application_usage(slug, period, version, key)
        }))
    }

    fn view(this: Self) -> AnyView {
        let query = use_query_map();
        view! {
            {loaded(this.0, move |(card, report)| {
                let query = query.read_untracked();
                let (version, key) = (query.get("version").unwrap_or_default(), query.get("key").unwrap_or_default());
                view! { <OfApplication card report version key/> }
            })}
        }
        .into_any()
    }
}

#[component]
fn OfApplication(card: ApplicationCard, report: UsageReport, version: String, key: String) -> impl IntoView {
    let slug = card.application.slug.clone();
    let period = report.period;
    let csv = paths::application_usage_csv(&slug, period.as_str(), &version, &key);
    let narrowed = narrowed(&slug, &report, &version, &key);
    let here = format!("{slug} {version} {key}");
    let versions =
        linked(report.versions.clone(), |id| paths::application_usage(&slug, period.as_str(), id, &key));
    let keys =
        linked(report.keys.clone(), |id| paths::application_usage(&slug, period.as_str(), &version, id));
    let refusals = report.refusals.clone();
    view! {
        <ApplicationLayout card part=Part::Usage>
            <div class="usage">
                <PeriodBar period address=at rest=here csv/>
                {narrowed}
                <Report report first_call=(paths::application_access(&slug), "See what it may call")/>
                <Parts title="By API" what="API" parts=versions/>
                <Parts title="By key" what="Key" parts=keys/>
                <Refusals refusals/>
            </div>
        </ApplicationLayout>
    }
}

/// The address of another period; `rest` is application, version and key, each of which may be empty.
fn at(period: Period, rest: &str) -> String {
    let mut parts = rest.split(' ');
    let mut next = || parts.next().unwrap_or_default();
    let (slug, version, key) = (next(), next(), next());
    paths::application_usage(slug, period.as_str(), version, key)
}

/// What the report is narrowed to, and the way back to all.
fn narrowed(slug: &str, report: &UsageReport, version: &str, key: &str) -> Option<AnyView> {
    let name = |parts: &[UsagePart], id: &str| {
        let found = parts.iter().find(|part| part.id.as_deref() == Some(id));
        found.map_or_else(|| "what is chosen".to_owned(), |part| part.name.clone())
    };
    let title = match (version.is_empty(), key.is_empty()) {
        (true, true) => return None,
        (false, true) => format!("Only calls of {}", name(&report.versions, version)),
        (true, false) => format!("Only calls with {}", name(&report.keys, key)),
        (false, false) => {
            format!("Only calls of {} with {}", name(&report.versions, version), name(&report.keys, key))
        }
    };
    let all = paths::application_usage(slug, report.period.as_str(), "", "");
    let actions = move || view! { <LinkButton href=all>"Show all"</LinkButton> };
    Some(view! { <Notice title actions></Notice> }.into_any())
}
