//! One operation, to be read alone.
use super::{
    Place,
    authentication::authentication,
    bodies::{callbacks, parameters, prose, request_body, responses},
    channel,
    samples::SamplePanel,
    sidebar::{Neighbours, Sidebar},
};
use crate::{
    area::use_params_map,
    catalog::LifecycleNotice,
    load::Load,
    loading::Loading,
    paths,
    specifications::{OperationDetail, OperationView, Reading, read_operation},
    ui::{
        ButtonKind, ButtonSize, CopyButton, Crumb, LinkButton, MethodBadge, Notice, Page, PageHeader,
        PageWidth, StatusBadge, Tone,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn OperationPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let place = move || {
        let (params, query) = (params.read(), query.read());
        let get = |name: &str| params.get(name).unwrap_or_default();
        let (language, application) = (query.get("lang"), query.get("application"));
        let place = Place { product: get("product"), version: get("version"), language, application };
        (place, get("operation"))
    };
    let operation = Loading::new(place, |(place, operation)| {
        let Place { product, version, language, application } = place;
        read_operation(product, version, operation, language, application)
    });
    let chosen = move || untrack(place).0;
    view! { <Load loading=operation view=move |found| view! { <Operation found chosen=chosen()/> }/> }
}

#[component]
fn Operation(found: OperationView, chosen: Place) -> impl IntoView {
    let OperationView { version, reading } = found;
    let Reading { operation, base_url, samples, mut navigation } = reading;
    let place = Place { product: version.product_slug.clone(), version: version.slug.clone(), ..chosen };
    let (previous, next) = (navigation.previous.take(), navigation.next.take());
    let neighbours = view! { <Neighbours place=place.clone() previous next/> };
    let sidebar = view! {
        <Sidebar place=place.clone() navigation operation=operation.slug.clone() tag=operation.tag.clone()/>
    };
    let register = version
        .can_be_registered_for()
        .is_ok()
        .then(|| paths::request_access(&version.product_slug, &version.slug));
    let samples = samples.map(|samples| {
        view! { <SamplePanel samples place=place.clone() operation=operation.slug.clone() register/> }
    });
    let crumbs = crumbs(&place, &version.product_title, &version.name, &operation);
    let title = operation.title();
    let security = (!operation.webhook).then(|| authentication(&version, operation.security.clone()));
    let trial = paths::try_operation(&place.product, &place.version, &operation.slug);
    let head = head(&operation, base_url, trial);
    let OperationDetail {
        deprecated,
        internal,
        webhook,
        description_html,
        external_docs,
        parameters: rows,
        request_body: body,
        responses: answers,
        callbacks: back,
        channel: through,
        servers,
        ..
    } = operation;
    let channel_about = through.as_ref().map(channel::about);
    let channel_servers = through.is_some().then(|| channel::servers(servers));
    let messages = through.map(|through| channel::messages(&place, through));
    let badges = move || badges(deprecated, internal, webhook);
    let docs = external_docs.map(|link| {
        view! { <p><a href=link.url rel="noopener noreferrer nofollow external">{link.text}</a></p> }
    });
    view! {
        <Page width=PageWidth::Full>
            <div class="reference">
                {sidebar}
                <article class="reference__main">
                    <PageHeader window=format!("{title} · {}", version.product_title) title crumbs badges/>
                    <LifecycleNotice lifecycle=version.lifecycle/>
                    {head}
                    <div class="reference__columns">
                        <div class="reference__text">
                            {deprecation(deprecated)}
                            {channel_about}
                            {prose(description_html)}
                            {docs}
                            {channel_servers}
                            {security}
                            {parameters(&place, rows)}
                            {body.map(|body| request_body(&place, body))}
                            {messages}
                            {responses(&place, answers)}
                            {callbacks(&place, back)}
                        </div>
                        {samples.map(|samples| view! { <div class="reference__code">{samples}</div> })}
                    </div>
                    {neighbours}
                </article>
            </div>
        </Page>
    }
}

fn crumbs(place: &Place, product: &str, version: &str, operation: &OperationDetail) -> Vec<Crumb> {
    let mut crumbs = vec![
        Crumb::new(product, paths::product(&place.product)),
        Crumb::new(version, paths::version(&place.product, &place.version)),
    ];
    if !operation.tag.is_empty() {
        let href = paths::version_tag(&place.product, &place.version, &operation.tag);
        crumbs.push(Crumb::new(operation.tag_title.clone(), href));
    }
    crumbs
}

fn badges(deprecated: bool, internal: bool, webhook: bool) -> impl IntoView {
    view! {
        {deprecated.then(|| view! { <StatusBadge status="deprecated" tone=Tone::Warning label="Deprecated"/> })}
        {internal.then(|| view! { <StatusBadge status="internal" tone=Tone::Neutral label="Internal"/> })}
        {webhook.then(|| view! { <StatusBadge status="webhook" tone=Tone::Info label="Webhook"/> })}
    }
}

fn deprecation(deprecated: bool) -> impl IntoView {
    deprecated.then(|| {
        view! {
            <Notice tone=Tone::Warning title="This operation is deprecated">
                <p>"It still works. New work should use another one."</p>
            </Notice>
        }
    })
}

/// Method and address, to be copied, and the way to try it.
fn head(operation: &OperationDetail, base_url: Option<String>, trial: String) -> impl IntoView + use<> {
    let path = path_parts(&operation.path);
    let method = operation.method.clone();
    if operation.webhook {
        return view! {
            <p class="request-line">
                <MethodBadge method/>
                <code class="request-line__path" translate="no">{operation.path.clone()}</code>
                <span class="muted">"The provider calls an address of yours."</span>
            </p>
        }
        .into_any();
    }
    if operation.channel.is_some() {
        return view! {
            <p class="request-line">
                <MethodBadge method/>
                <code class="request-line__path" translate="no">{path}</code>
                <CopyButton text=operation.path.clone() what="Address"/>
            </p>
        }
        .into_any();
    }
    let base_url = base_url.unwrap_or_default();
    let whole = format!("{base_url}{}", operation.path);
    view! {
        <p class="request-line">
            <MethodBadge method/>
            <code class="request-line__path" translate="no">
                <span class="request-line__base">{base_url}</span>
                {path}
            </code>
            <CopyButton text=whole what="Address"/>
            <LinkButton kind=ButtonKind::Primary size=ButtonSize::Small href=trial>"Try it"</LinkButton>
        </p>
    }
    .into_any()
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
