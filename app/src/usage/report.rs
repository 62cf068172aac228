//! A report as a page shows it: figures, charts, and the same numbers as tables.
use super::model::*;
use crate::paths;
use crate::ui::{
    ButtonKind, Cell, CellKind, Chart, ChartColour, ChartKind, ChartStep, Column, DataTable, Disclosure,
    EmptyState, HeadCell, Icon, IconName, LinkButton, Notice, Row, Section, Segment, Segmented, Series,
    moment_text, number_text, span_text,
};
use leptos::prelude::*;

/// What stands above a report: the period, and the way to the numbers as a file.
#[component]
pub fn PeriodBar(
    period: Period,
    /// The page's address for a period.
    address: fn(Period, &str) -> String,
    /// What else stands in the address.
    #[prop(into)]
    rest: String,
    #[prop(into)] csv: String,
) -> impl IntoView {
    let segments: Vec<_> = Period::ALL
        .into_iter()
        .map(|one| {
            view! { <Segment href=address(one, &rest) current=one == period>{one.label()}</Segment> }
        })
        .collect();
    view! {
        <div class="usage__bar">
            <Segmented label="Period">{segments}</Segmented>
            <a class="button" href=csv rel="external" download=""><Icon name=IconName::Download/> "Download CSV"</a>
        </div>
    }
}

/// Figures and charts.
#[component]
pub fn Report(
    report: UsageReport,
    /// Where the first call begins, and what the way there is called.
    first_call: (String, &'static str),
) -> impl IntoView {
    if report.total.calls() == 0 && report.total.answered == 0 {
        let (href, label) = first_call;
        let action = move || view! { <LinkButton href kind=ButtonKind::Primary>{label}</LinkButton> };
        return view! {
            <EmptyState title="No calls in this time" icon=IconName::List action>
                <p>"Calls appear here a second after they were made: those let through, those refused and why, and, through the portal's own gateway, how they were answered."</p>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <Figures total=report.total/>
        <Charts report=report.clone()/>
        <StepTable report/>
    }
    .into_any()
}

#[component]
fn Figures(total: Sums) -> impl IntoView {
    let share = |part: u64, of: u64| match of {
        0 => "–".to_owned(),
        // Tenths of a percent.
        of => {
            let tenths = part.saturating_mul(1000) / of;
            format!("{}.{} %", tenths / 10, tenths % 10)
        }
    };
    let figures = [
        ("Calls", number_text(total.calls())),
        ("Refused", number_text(total.refused)),
        ("Server errors", share(total.server_errors, total.answered)),
        ("Median time", time(total.p50_micros)),
        ("95 % within", time(total.p95_micros)),
        ("Tried from these pages", number_text(total.tried)),
    ];
    let figures: Vec<_> = figures
        .into_iter()
        .map(|(name, figure)| {
            view! { <div class="usage__figure"><dt>{name}</dt><dd>{figure}</dd></div> }
        })
        .collect();
    let unknown = (total.answered == 0).then(|| {
        view! {
            <Notice title="How calls were answered is not known">
                <p>"Status and time are known of calls through the portal's own gateway, and of those whose gateway sends its access log."</p>
            </Notice>
        }
    });
    view! { <dl class="usage__figures">{figures}</dl> {unknown} }
}

fn time(micros: Option<u64>) -> String {
    micros.map_or_else(|| "–".to_owned(), span_text)
}

#[component]
fn Charts(report: UsageReport) -> impl IntoView {
    let steps: Vec<ChartStep> = report
        .steps
        .iter()
        .map(|step| {
            let short = report.period.short_text(step.starts_at);
            ChartStep { short, long: moment_text(step.starts_at) }
        })
        .collect();
    let values =
        |of: fn(&Sums) -> Option<u64>| report.steps.iter().map(|step| of(&step.sums)).collect::<Vec<_>>();
    let series = |name, colour, of: fn(&Sums) -> Option<u64>| Series { name, values: values(of), colour };
    let total = report.total;
    let each = report.period.what_a_step_is();
    let calls = vec![
        series("Let through", ChartColour::Brand, |sums| Some(sums.allowed)),
        series("Refused", ChartColour::Warning, |sums| Some(sums.refused)),
    ];
    let said = format!(
        "{} calls let through and {} refused, in bars of one {each}. The numbers are in the table below.",
        number_text(total.allowed),
        number_text(total.refused)
    );
    let answers = (total.answered > 0).then(|| {
        let errors = vec![
            series("Status 4xx", ChartColour::Warning, |sums| Some(sums.client_errors)),
            series("Status 5xx", ChartColour::Danger, |sums| Some(sums.server_errors)),
        ];
        let times = vec![
            series("Median", ChartColour::Success, |sums| sums.p50_micros),
            series("95 %", ChartColour::Brand, |sums| sums.p95_micros),
            series("99 %", ChartColour::Danger, |sums| sums.p99_micros),
        ];
        let errors_said = format!(
            "{} of {} answers had a status of 400 to 499, {} one of 500 and above.",
            number_text(total.client_errors),
            number_text(total.answered),
            number_text(total.server_errors)
        );
        let times_said = format!(
            "Half of the answers began within {}, 95 percent within {}, 99 percent within {}.",
            time(total.p50_micros),
            time(total.p95_micros),
            time(total.p99_micros)
        );
        let own = steps.clone();
        view! {
            <Chart title="Errors" summary=errors_said kind=ChartKind::Bars series=errors steps=own.clone() format=number_text/>
            <Chart title="Time until the answer" summary=times_said kind=ChartKind::Lines series=times steps=own format=span_text/>
        }
    });
    view! {
        <div class="usage__charts">
            <Chart title=format!("Calls each {each}") summary=said kind=ChartKind::Bars series=calls steps=steps.clone() format=number_text/>
            {answers}
        </div>
    }
}

#[component]
fn StepTable(report: UsageReport) -> impl IntoView {
    let columns = [Column::new("From")].into_iter().chain(number_columns()).collect::<Vec<_>>();
    let rows: Vec<_> = report
        .steps
        .into_iter()
        .rev()
        .map(|step| {
            view! { <Row><HeadCell>{moment_text(step.starts_at)}</HeadCell>{cells(step.sums)}</Row> }
        })
        .collect();
    view! {
        <Disclosure summary="The same as a table">
            <DataTable caption="Calls, newest first" columns>{rows}</DataTable>
        </Disclosure>
    }
}

fn number_columns() -> [Column; 6] {
    ["Let through", "Refused", "Status 4xx", "Status 5xx", "Median", "95 %"].map(Column::numeric)
}

fn cells(sums: Sums) -> AnyView {
    let cells: Vec<_> = [
        ("Let through", number_text(sums.allowed)),
        ("Refused", number_text(sums.refused)),
        ("Status 4xx", number_text(sums.client_errors)),
        ("Status 5xx", number_text(sums.server_errors)),
        ("Median", time(sums.p50_micros)),
        ("95 %", time(sums.p95_micros)),
    ]
    .into_iter()
    .map(|(label, text)| view! { <Cell label=label kind=CellKind::Numeric>{text}</Cell> })
    .collect();
    cells.into_any()
}

/// A part, and where a report on it alone is.
pub type LinkedPart = (Option<String>, UsagePart);

pub fn linked(parts: Vec<UsagePart>, address: impl Fn(&str) -> String) -> Vec<LinkedPart> {
    parts.into_iter().map(|part| (part.id.as_deref().map(&address), part)).collect()
}

/// Versions, keys or applications with their sums.
#[component]
pub fn Parts(
    #[prop(into)] title: String,
    #[prop(into)] what: String,
    parts: Vec<LinkedPart>,
) -> impl IntoView {
    (!parts.is_empty()).then(|| {
        let columns = [Column::new(what)].into_iter().chain(number_columns()).collect::<Vec<_>>();
        let rows: Vec<_> = parts
            .into_iter()
            .map(|(href, part)| {
                let name = match href {
                    Some(href) => view! { <a href=href>{part.name}</a> }.into_any(),
                    None => part.name.into_any(),
                };
                view! { <Row><HeadCell>{name}</HeadCell>{cells(part.sums)}</Row> }
            })
            .collect();
        view! { <Section title=title.clone()><DataTable caption=title columns>{rows}</DataTable></Section> }
    })
}

/// Why calls were refused, most frequent first.
#[component]
pub fn Refusals(refusals: Vec<RefusalCount>) -> impl IntoView {
    (!refusals.is_empty()).then(|| {
        let rows: Vec<_> = refusals
            .into_iter()
            .map(|one| {
                view! {
                    <Row>
                        <HeadCell><a href=paths::why(&one.code)><code translate="no">{one.code.clone()}</code></a></HeadCell>
                        <Cell label="Calls" kind=CellKind::Numeric>{number_text(one.calls)}</Cell>
                    </Row>
                }
            })
            .collect();
        let columns = vec![Column::new("Reason"), Column::numeric("Calls")];
        view! {
            <Section title="Why calls were refused">
                <DataTable caption="Reasons of refusals" columns>{rows}</DataTable>
            </Section>
        }
    })
}
