//! What all applications called.
use super::{
    model::*,
    report::{Parts, PeriodBar, Refusals, Report, linked},
    server_fns::get_usage,
};
use crate::area::AreaPage;
use crate::{
    admin_page::AdminPage,
    load::Load,
    loading::Loading,
    paths,
    ui::{LinkButton, Notice, PageHeader},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct UsageRoute(Loading<UsageReport>);

impl AreaPage for UsageRoute {
    fn data() -> Self {
        let query = use_query_map();
        let asked = move || {
            let query = query.read();
            (query.get("period").unwrap_or_default(), query.get("version").unwrap_or_default())
        };
        Self(Loading::new(asked, |(period, version)| get_usage(period, version)))
    }

    fn view(this: Self) -> AnyView {
        let query = use_query_map();
        view! {
            <Load loading=this.0 view=move |report| {
                let version = query.read_untracked().get("version").unwrap_or_default();
                view! { <OfAll report version/> }
            }/>
        }
        .into_any()
    }
}

#[component]
fn OfAll(report: UsageReport, version: String) -> impl IntoView {
    let period = report.period;
    let csv = paths::usage_csv(period.as_str(), &version);
    let narrowed = (!version.is_empty()).then(|| {
        let one = report.versions.iter().find(|part| part.id.as_deref() == Some(version.as_str()));
        let title = format!("Only calls of {}", one.map_or("what is chosen", |part| &part.name));
        let all = paths::admin_usage(period.as_str(), "");
        let actions = move || view! { <LinkButton href=all>"Show all"</LinkButton> };
        view! { <Notice title actions></Notice> }
    });
    let versions = linked(report.versions.clone(), |id| paths::admin_usage(period.as_str(), id));
    let applications = report.applications.clone().into_iter().map(|part| (None, part)).collect::<Vec<_>>();
    let refusals = report.refusals.clone();
    view! {
        <AdminPage>
            <PageHeader title="Usage" lead="What all applications called, why calls were refused, and how they were answered."/>
            <div class="usage">
                <PeriodBar period address=|period, version| paths::admin_usage(period.as_str(), version) rest=version csv/>
                {narrowed}
                <Report report first_call=(paths::admin_gateways(), "Connect a gateway")/>
                <Parts title="APIs" what="API" parts=versions/>
                <Parts title="Applications with most calls" what="Application" parts=applications/>
                <Refusals refusals/>
            </div>
        </AdminPage>
    }
}
