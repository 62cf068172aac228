//! What is left of an application's quotas.
use super::{model::*, server_fns::get_application_quotas};
use crate::{
    load::loaded,
    loading::Loading,
    ui::{Cell, CellKind, Column, DataTable, HeadCell, Row, Section, moment_text, number_text},
};
use leptos::prelude::*;

/// Nothing where nothing is limited.
#[component]
pub fn ApplicationQuotas(application: String) -> impl IntoView {
    let quotas = Loading::new(move || application.clone(), get_application_quotas);
    loaded(quotas, |quotas| view! { <Quotas quotas/> })
}

#[component]
fn Quotas(quotas: Vec<RegistrationQuota>) -> impl IntoView {
    let rows: Vec<_> = quotas
        .into_iter()
        .flat_map(|quota| quota.left.into_iter().map(move |left| (quota.target.clone(), left)))
        .map(|(target, left)| view! { <Limit target left/> })
        .collect();
    (!rows.is_empty()).then(|| {
        let columns = vec![
            Column::new("API"),
            Column::numeric("Calls let through"),
            Column::numeric("Left now"),
            Column::new("Begins anew"),
        ];
        view! {
            <Section
                title="Quotas"
                lead="What goes beyond is refused until the quota begins anew. A call that is refused does not count."
            >
                <DataTable caption="Quotas and what is left of them" columns>{rows}</DataTable>
            </Section>
        }
    })
}

#[component]
fn Limit(target: String, left: QuotaLeft) -> impl IntoView {
    let limit = format!("{} a {}", number_text(u64::from(left.limit)), left.window.as_str());
    let anew = match left.window {
        Window::Second => "Every second".to_owned(),
        Window::Minute => "Every minute".to_owned(),
        Window::Day => moment_text(left.resets_at),
    };
    view! {
        <Row>
            <HeadCell>{target}</HeadCell>
            <Cell label="Calls let through" kind=CellKind::Numeric>{limit}</Cell>
            <Cell label="Left now" kind=CellKind::Numeric>{number_text(u64::from(left.left))}</Cell>
            <Cell label="Begins anew">{anew}</Cell>
        </Row>
    }
}
