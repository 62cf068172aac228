//! One operation, to be read alone.
use crate::area::use_params_map;
use crate::{
    catalog::LifecycleNotice,
    load::Load,
    paths,
    specifications::{
        BodyView, ContentView, FieldRow, OperationDetail, OperationView, ParameterRow, ResponseView,
        read_operation,
    },
    ui::{
        CodeBlock, Crumb, Disclosure, MethodBadge, Page, PageHeader, PageWidth, Prose, Section, StatusBadge,
        Tone,
    },
};
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn OperationPage() -> impl IntoView {
    let params = use_params_map();
    let place = move || {
        let params = params.read();
        let get = |name: &str| params.get(name).unwrap_or_default();
        (get("product"), get("version"), get("operation"))
    };
    let operation = Resource::new_blocking(place, |(product, version, operation)| {
        read_operation(product, version, operation)
    });
    view! { <Load resource=operation view=|found| view! { <Operation found/> }/> }
}

#[component]
fn Operation(found: OperationView) -> impl IntoView {
    let OperationView { version, operation } = found;
    let back = paths::version(&version.product_slug, &version.slug);
    let tag = (!operation.tag.is_empty())
        .then(|| Crumb::new(operation.tag.clone(), format!("{back}?tag={}", paths::segment(&operation.tag))));
    let mut crumbs = vec![
        Crumb::new(version.product_title.clone(), paths::product(&version.product_slug)),
        Crumb::new(version.name.clone(), back),
    ];
    crumbs.extend(tag);
    let title = title_of(&operation);
    let deprecated = operation.deprecated;
    let badges = move || {
        deprecated.then(|| view! { <StatusBadge status="deprecated" tone=Tone::Warning label="Deprecated"/> })
    };
    view! {
        <Title text=format!("{title} · {}", version.product_title)/>
        <Page width=PageWidth::Narrow>
            <PageHeader title crumbs badges/>
            <LifecycleNotice lifecycle=version.lifecycle/>
            <p class="request-line">
                <MethodBadge method=operation.method.clone()/>
                <code class="request-line__path" translate="no">{path_parts(&operation.path)}</code>
            </p>
            {prose(operation.description_html)}
            {parameters(operation.parameters)}
            {operation.request_body.map(request_body)}
            {responses(operation.responses)}
        </Page>
    }
}

fn title_of(operation: &OperationDetail) -> String {
    match (&operation.operation_id, operation.summary.is_empty()) {
        (_, false) => operation.summary.clone(),
        (Some(id), true) => id.clone(),
        (None, true) => format!("{} {}", operation.method, operation.path),
    }
}

/// The path with its `{parameters}` set apart.
fn path_parts(path: &str) -> impl IntoView + use<> {
    let mut parts = Vec::new();
    let mut rest = path;
    while let Some((before, from)) = rest.split_once('{') {
        let Some((name, after)) = from.split_once('}') else { break };
        parts.push(view! { <span>{before.to_owned()}</span> }.into_any());
        parts.push(view! { <span class="request-line__parameter">{format!("{{{name}}}")}</span> }.into_any());
        rest = after;
    }
    parts.push(view! { <span>{rest.to_owned()}</span> }.into_any());
    parts.collect_view()
}

fn prose(html: String) -> impl IntoView {
    (!html.is_empty()).then(|| view! { <Prose sanitised_html=html/> })
}

fn small_prose(html: String) -> impl IntoView {
    (!html.is_empty())
        .then(|| view! { <div class="property__text"><Prose sanitised_html=html compact=true/></div> })
}

fn parameters(parameters: Vec<ParameterRow>) -> impl IntoView {
    let groups = [
        ("path", "In the path"),
        ("query", "In the query"),
        ("header", "In headers"),
        ("cookie", "In cookies"),
    ];
    let of =
        move |place: &str| parameters.iter().filter(|row| row.location == place).cloned().collect::<Vec<_>>();
    groups
        .into_iter()
        .filter_map(|(place, title)| {
            let rows = of(place);
            (!rows.is_empty()).then(|| {
                let rows = rows.into_iter().map(parameter).collect_view();
                view! { <Section title><ul class="property-list">{rows}</ul></Section> }
            })
        })
        .collect_view()
}

fn parameter(row: ParameterRow) -> impl IntoView {
    view! {
        <li class="property">
            <div class="property__line">
                <code class="property__name" translate="no">{row.name}</code>
                <span class="property__type">{row.type_text}</span>
                {row.required.then(|| view! { <span class="property__required">"required"</span> })}
                {row.deprecated.then(|| view! { <StatusBadge status="deprecated" tone=Tone::Warning label="Deprecated"/> })}
            </div>
            {small_prose(row.description_html)}
        </li>
    }
}

fn request_body(body: BodyView) -> impl IntoView {
    let contents = body.contents.into_iter().map(content).collect_view();
    let title = if body.required { "Request body" } else { "Request body (optional)" };
    view! { <Section title>{prose(body.description_html)} {contents}</Section> }
}

fn responses(responses: Vec<ResponseView>) -> impl IntoView {
    (!responses.is_empty()).then(|| {
        let rows = responses.into_iter().map(response).collect_view();
        view! { <Section title="Responses">{rows}</Section> }
    })
}

fn response(response: ResponseView) -> impl IntoView {
    let class: String = response.status.chars().take(1).collect();
    let contents = response.contents.into_iter().map(content).collect_view();
    view! {
        <section class="stack">
            <h3 class="response__status" data-class=class>{response.status}</h3>
            {prose(response.description_html)}
            {contents}
        </section>
    }
}

fn content(content: ContentView) -> impl IntoView {
    let fields = (!content.fields.is_empty()).then(|| nested(&mut content.fields.into_iter().peekable(), 0));
    let label = content.media_type.clone();
    let example = content.example.map(|example| {
        view! { <Disclosure summary="Example"><CodeBlock code=example label/></Disclosure> }
    });
    view! {
        <div class="stack stack--tight">
            <p class="property__line">
                <code class="property__name" translate="no">{content.media_type}</code>
                <span class="property__type">{content.type_text}</span>
            </p>
            {fields}
            {example}
        </div>
    }
}

/// Rows of one depth, each with those below it.
fn nested(rows: &mut std::iter::Peekable<std::vec::IntoIter<FieldRow>>, depth: u32) -> AnyView {
    let mut items = Vec::new();
    while let Some(row) = rows.next_if(|row| row.depth >= depth) {
        let below = rows.peek().is_some_and(|next| next.depth > depth).then(|| nested(rows, depth + 1));
        items.push(view! {
            <li class="property">
                <div class="property__line">
                    <code class="property__name" translate="no">{row.name}</code>
                    <span class="property__type">{row.type_text}</span>
                    {row.required.then(|| view! { <span class="property__required">"required"</span> })}
                </div>
                {small_prose(row.description_html)}
                {below}
            </li>
        });
    }
    view! { <ul class="property-list">{items}</ul> }.into_any()
}
