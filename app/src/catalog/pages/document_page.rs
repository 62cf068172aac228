//! A Markdown page of a product.
use super::product_page::Documents;
use crate::area::use_params_map;
use crate::{
    catalog::{DocumentPage, read_document},
    load::Load,
    loading::Loading,
    paths,
    ui::{Crumb, Notice, Page, PageHeader, Prose, Split, Time},
};
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn DocumentRoutePage() -> impl IntoView {
    let params = use_params_map();
    let place = move || {
        let params = params.read();
        (params.get("product").unwrap_or_default(), params.get("path").unwrap_or_default())
    };
    let page = Loading::new(place, |(product, path)| read_document(product, path));
    view! { <Load loading=page view=|page| view! { <Reading page/> }/> }
}

#[component]
fn Reading(page: DocumentPage) -> impl IntoView {
    let DocumentPage { product, document, html, documents } = page;
    let crumbs = vec![
        Crumb::new("APIs", paths::catalog()),
        Crumb::new(product.title.clone(), paths::product(&product.slug)),
    ];
    let draft = document.published_at.is_none();
    let updated = document.updated_at;
    let meta = move || view! { <span class="muted">"Last changed " <Time at=updated day=true/></span> };
    let aside = {
        let (slug, path) = (product.slug, document.path);
        move || view! { <Documents product=slug documents current=path/> }
    };
    view! {
        <Title text=format!("{} · {}", document.title, product.title)/>
        <Page>
            <PageHeader title=document.title crumbs meta/>
            <Split start=true aside>
                {draft.then(|| view! { <Notice title="Not published"><p>"Only admins see this document."</p></Notice> })}
                <Prose sanitised_html=html/>
            </Split>
        </Page>
    }
}
