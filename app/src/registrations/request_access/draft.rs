//! What the address says, and the frame around every step.
use crate::area::use_params_map;
use crate::{
    catalog::ProductVersion,
    loading::Loading,
    paths,
    registrations::{RequestDraft, server_fns::get_request_draft},
    ui::{Crumb, Page, PageHeader, PageWidth, Step, Steps},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub type Draft = Loading<RequestDraft>;

/// The version named by the address, and the developer's applications for it.
pub fn draft_in_address() -> Draft {
    let params = use_params_map();
    let named = move || {
        let params = params.read();
        (params.get("product").unwrap_or_default(), params.get("version").unwrap_or_default())
    };
    Loading::new(named, |(product, version)| get_request_draft(product, version))
}

/// A value that an earlier step left in the address.
pub fn chosen(name: &'static str) -> String {
    use_query_map().read_untracked().get(name).unwrap_or_default()
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum At {
    Application,
    Confirm,
    Done,
}

/// Title and progress of a step.
#[component]
pub fn Frame(
    version: ProductVersion,
    at: At,
    #[prop(into)] title: String,
    #[prop(optional, into)] lead: Option<String>,
    children: Children,
) -> impl IntoView {
    let (product, slug) = (&version.product_slug, &version.slug);
    let steps = vec![
        Step::link("Application", paths::request_access(product, slug)),
        Step::new("Purpose"),
        Step::new("Done"),
    ];
    let current = match at {
        At::Application => 0,
        At::Confirm => 1,
        At::Done => 2,
    };
    let crumbs = vec![
        Crumb::new(version.product_title.clone(), paths::product(product)),
        Crumb::new(version.name.clone(), paths::version(product, slug)),
    ];
    let whole = version.title();
    let window = if title.ends_with(&whole) { title.clone() } else { format!("{title} · {whole}") };
    // Once it is done there is no way back into the request.
    let steps =
        if at == At::Done { steps.into_iter().map(|step| Step::new(step.label)).collect() } else { steps };
    view! {
        <Page width=PageWidth::Narrow>
            <div class="request-access">
                <PageHeader title window lead=lead.unwrap_or_default() crumbs/>
                <Steps label="Request access" steps current/>
                {children()}
            </div>
        </Page>
    }
}
