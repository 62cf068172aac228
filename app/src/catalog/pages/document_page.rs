//! A Markdown page of a product, with the tree of its documents and a table of its contents.
use super::document_parts::{Contents, DocumentTree, Neighbours};
use crate::area::use_params_map;
use crate::{
    actor::Role,
    catalog::{Document, DocumentPage, Product, Readers, Visibility, read_document},
    load::Load,
    loading::Loading,
    page_info::has_role,
    paths,
    ui::{Crumb, LinkButton, Notice, Page, PageHeader, Prose, Tag, Time},
};
use leptos::prelude::*;

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
    let DocumentPage { product, document, html, headings, documents } = page;
    let notice = readers_notice(&document);
    // On a page for signed-in developers every document is for them.
    let narrower = document.readers == Readers::SignedIn && product.visibility == Visibility::Public;
    let badges = move || narrower.then(|| view! { <Tag>"Signed-in developers"</Tag> });
    let updated = document.updated_at;
    let meta = move || view! { <span class="muted">"Last changed " <Time at=updated day=true/></span> };
    let (slug, path) = (product.slug.clone(), document.path.clone());
    let edit = {
        let href = paths::admin_document(&slug, &path);
        move || has_role(Role::Admin).then(|| view! { <LinkButton href>"Edit"</LinkButton> })
    };
    let here = paths::document(&slug, &path);
    view! {
        <Page>
            <div class="document">
                <DocumentTree product=slug.clone() documents=documents.clone() current=path.clone()/>
                <div class="document__main">
                    <PageHeader window=format!("{} · {}", document.title, product.title) title=document.title crumbs=crumbs(&product) badges meta actions=edit/>
                    {notice}
                    <Contents here headings/>
                    <Prose sanitised_html=html/>
                    <Neighbours product=slug documents current=path/>
                </div>
            </div>
        </Page>
    }
}

fn crumbs(product: &Product) -> Vec<Crumb> {
    vec![
        Crumb::new("APIs", paths::catalog()),
        Crumb::new(product.title.clone(), paths::product(&product.slug)),
    ]
}

/// Why only admins see it.
fn readers_notice(document: &Document) -> Option<impl IntoView + use<>> {
    let text = match (document.readers, document.published_at) {
        (Readers::Admins, None) => "Only admins see this document.",
        (Readers::Admins, Some(_)) => {
            "Only admins see this document, because one that it stands below is not published."
        }
        _ => return None,
    };
    Some(view! { <Notice title="Not published"><p>{text}</p></Notice> })
}
