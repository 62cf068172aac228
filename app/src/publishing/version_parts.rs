//! Parts of a version's page: what can be done now, and its documents.
use super::version_page::Forms;
use crate::{
    catalog::{Lifecycle, ProductVersion},
    paths,
    specifications::Specification,
    time::exact_date,
    ui::{
        ButtonKind, Cell, CellKind, Column, DataTable, HeadCell, InputType, LinkButton, Notice, Row, Section,
        TextInput, Time, Tone,
        form::{Form, FormNotice, SubmitButton},
    },
};
use leptos::prelude::*;

/// Publish, deprecate, retire, delete: those that the lifecycle allows now.
#[component]
pub fn LifecycleActions(version: ProductVersion, forms: Forms) -> impl IntoView {
    let Forms { publish, deprecate, .. } = forms;
    let id = version.id;
    let lifecycle = version.lifecycle.clone();
    let verb = if lifecycle == Lifecycle::Draft { "Publish" } else { "Publish again" };
    let warnings = warnings(&version);
    let publishing = lifecycle.can_publish().is_ok().then(|| {
        view! {
            {warnings}
            <Form form=publish>
                <FormNotice form=publish/>
                <input type="hidden" name="id" value=id.to_string()/>
                <SubmitButton form=publish>{verb}</SubmitButton>
            </Form>
        }
    });
    let sunset = match &lifecycle {
        Lifecycle::Deprecated { sunset_at: Some(at), .. } => exact_date(*at),
        _ => String::new(),
    };
    let deprecating = lifecycle.can_deprecate().is_ok().then(|| {
        let verb = if matches!(lifecycle, Lifecycle::Deprecated { .. }) { "Change the sunset date" } else { "Deprecate" };
        view! {
            <Form form=deprecate class="form">
                <FormNotice form=deprecate/>
                <input type="hidden" name="id" value=id.to_string()/>
                <TextInput
                    name="sunset_at"
                    label="Sunset date"
                    hint="Until when calls keep working, if that is decided. It stays callable after the date until you retire it."
                    r#type=InputType::Date
                    value=deprecate.value("sunset_at", sunset)
                    error=deprecate.error("sunset_at")
                    optional=true
                />
                <div class="form__actions"><SubmitButton form=deprecate class="button--secondary">{verb}</SubmitButton></div>
            </Form>
        }
    });
    let retire = lifecycle.can_retire().is_ok().then(|| {
        let href = paths::admin_retire_version(&version.product_slug, &version.slug);
        view! { <LinkButton href kind=ButtonKind::DangerQuiet>"Retire…"</LinkButton> }
    });
    let delete = lifecycle.can_delete().is_ok().then(|| {
        let href = paths::admin_delete_version(&version.product_slug, &version.slug);
        view! { <LinkButton href kind=ButtonKind::DangerQuiet>"Delete…"</LinkButton> }
    });
    view! {
        <Section title="Lifecycle" lead="Draft, published, deprecated, retired. Published and deprecated versions answer calls.">
            <div class="stack">
                {publishing}
                {deprecating}
                <div class="cluster">{retire} {delete}</div>
            </div>
        </Section>
    }
}

/// What is still missing; publishing is possible all the same.
fn warnings(version: &ProductVersion) -> impl IntoView + use<> {
    let mut missing = Vec::new();
    if version.specification.is_none() {
        missing.push("It has no OpenAPI document, so no operations are listed.");
    }
    if version.auth_strategy.is_none() {
        missing.push("It has no auth strategy: nobody can register, and every call is refused.");
    } else if !version.registration_enabled {
        missing.push("Developers cannot request access.");
    }
    (!missing.is_empty()).then(|| {
        let items = missing.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
        view! { <Notice tone=Tone::Warning title="Before you publish"><ul>{items}</ul></Notice> }
    })
}

/// The documents of a version, and a form for the next one.
#[component]
pub fn SpecificationPart(version: ProductVersion, specifications: Vec<Specification>) -> impl IntoView {
    let columns = vec![
        Column::new("Document"),
        Column::new("Format"),
        Column::numeric("Operations"),
        Column::new("Imported"),
        Column::new("Used"),
    ];
    let rows = specifications.iter().cloned().map(specification_row).collect_view();
    let table = (!specifications.is_empty())
        .then(|| view! { <DataTable caption="OpenAPI documents" columns>{rows}</DataTable> });
    let upload = paths::admin_upload(version.id);
    view! {
        <Section
            title="OpenAPI document"
            lead="OpenAPI 2.0 to 3.2 or AsyncAPI 2.0 to 3.1 in JSON or YAML, up to 32 MB. You see what it contains before readers do."
        >
            {table}
            <form class="upload" method="post" action=upload enctype="multipart/form-data">
                <label for="specification-file">"Document file"</label>
                <input id="specification-file" type="file" name="file" required accept=".json,.yaml,.yml,application/json,application/yaml"/>
                <button class="button" type="submit">"Upload"</button>
            </form>
        </Section>
    }
}

fn specification_row(specification: Specification) -> impl IntoView {
    let used = if specification.is_current { "Readers see this one" } else { "No" };
    view! {
        <Row>
            <HeadCell><a href=paths::admin_specification(specification.id)>{specification.title}</a></HeadCell>
            <Cell label="Format">{specification.format}</Cell>
            <Cell label="Operations" kind=CellKind::Numeric>{specification.operations}</Cell>
            <Cell label="Imported"><Time at=specification.created_at/></Cell>
            <Cell label="Used">{used}</Cell>
        </Row>
    }
}
