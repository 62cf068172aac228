//! A document before readers see it: what it contains, and what is wrong with it.
use super::{
    comparison::comparison_part,
    server_fns::{SpecificationPreview, UseSpecification, preview_specification},
};
use crate::{
    admin_page::AdminPage,
    area::AreaPage,
    load::loaded,
    loading::Loading,
    paths,
    specifications::{Severity, SpecificationMessage, pages::GroupList},
    ui::{
        Cell, Column, Crumb, DataTable, HeadCell, Notice, PageHeader, Row, Section, StatusBadge, Tone,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

/// Messages shown; what is wrong further down usually goes away with the first ones.
const MESSAGES: usize = 100;

pub struct SpecificationRoute(Loading<SpecificationPreview>);

impl AreaPage for SpecificationRoute {
    fn data() -> Self {
        Self(Loading::of_id(|| (), preview_specification))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<UseSpecification>();
        view! {
            {loaded(this.0, move |preview| view! { <Preview preview form/> })}
        }
        .into_any()
    }
}

#[component]
fn Preview(preview: SpecificationPreview, form: FormHandle<UseSpecification>) -> impl IntoView {
    let SpecificationPreview { specification, version, groups, comparison } = preview;
    let back = paths::admin_version(&version.product_slug, &version.slug);
    let crumbs = vec![
        Crumb::new("Products", paths::admin_products()),
        Crumb::new(version.product_title.clone(), paths::admin_product(&version.product_slug)),
        Crumb::new(version.name.clone(), back.clone()),
    ];
    let lead = format!("{}, {} operations", specification.format, specification.operations);
    let using = if specification.is_current {
        view! { <Notice tone=Tone::Success title="Readers see this document"/> }.into_any()
    } else {
        view! {
            <Form form>
                <FormNotice form/>
                <input type="hidden" name="id" value=specification.id.to_string()/>
                <SubmitButton form>"Use this document"</SubmitButton>
            </Form>
        }
        .into_any()
    };
    let (product, slug) = (version.product_slug, version.slug);
    let current = specification.is_current;
    // Operations have pages of their own once readers see the document.
    let href = move |operation: &str| {
        if current { paths::operation(&product, &slug, operation) } else { String::new() }
    };
    view! {
        <AdminPage>
            <PageHeader title=specification.title lead crumbs/>
            {comparison.map(comparison_part)}
            {using}
            <Messages messages=specification.messages/>
            <Section title="Operations">
                <GroupList groups href tag_href=move |_: &str| back.clone()/>
            </Section>
        </AdminPage>
    }
}

#[component]
fn Messages(messages: Vec<SpecificationMessage>) -> impl IntoView {
    if messages.is_empty() {
        return view! { <Notice tone=Tone::Success title="Nothing is wrong with the document"/> }.into_any();
    }
    let more = messages.len().saturating_sub(MESSAGES);
    let rows = messages.into_iter().take(MESSAGES).map(message_row).collect_view();
    let columns = vec![Column::new("What"), Column::new("Weight"), Column::new("Line"), Column::new("Where")];
    view! {
        <Section title="What the reader noticed" lead="Errors are missing from what readers see; warnings are shown all the same.">
            <DataTable caption="Messages" columns>{rows}</DataTable>
            {(more > 0).then(|| view! { <p class="muted">{format!("And {more} more.")}</p> })}
        </Section>
    }
    .into_any()
}

fn message_row(message: SpecificationMessage) -> impl IntoView {
    let (tone, word, label) = match message.severity {
        Severity::Error => (Tone::Danger, "error", "Error"),
        Severity::Warning => (Tone::Warning, "warning", "Warning"),
    };
    view! {
        <Row>
            <HeadCell>{message.text}</HeadCell>
            <Cell label="Weight"><StatusBadge status=word tone label/></Cell>
            <Cell label="Line">{message.line.map(|line| line.to_string())}</Cell>
            <Cell label="Where"><code class="mono">{message.pointer}</code></Cell>
        </Row>
    }
}
