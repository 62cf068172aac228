//! Documents of a product: create, change, delete.
use super::{
    document_fields::{DocumentFields, DocumentTexts},
    document_server_fns::*,
    product_pages::{product_crumbs, product_in_address},
    server_fns::{ManagedProduct, get_managed_product},
};
use crate::{
    admin_page::AdminPage,
    area::AreaPage,
    catalog::DocumentPage,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        ButtonKind, ConfirmActions, ConfirmPage, LinkButton, PageHeader,
        form::{Form, FormHandle, FormNotice, use_form},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct NewDocumentRoute(Loading<ManagedProduct>);

impl AreaPage for NewDocumentRoute {
    fn data() -> Self {
        let slug = product_in_address();
        Self(Loading::new(move || slug.get(), get_managed_product))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<CreateDocument>();
        view! {
            {loaded(this.0, move |managed| view! { <New managed form/> })}
        }
        .into_any()
    }
}

#[component]
fn New(managed: ManagedProduct, form: FormHandle<CreateDocument>) -> impl IntoView {
    let detail = managed.detail;
    let product = detail.product;
    view! {
        <AdminPage>
            <PageHeader title="New document" crumbs=product_crumbs(&product.slug, &product.title)/>
            <Form form reload=true class="form form--document">
                <FormNotice form/>
                <input type="hidden" name="product_id" value=product.id.to_string()/>
                <input type="hidden" name="product" value=product.slug.clone()/>
                <DocumentFields form product=product.slug texts=DocumentTexts::default() parents=detail.documents/>
            </Form>
        </AdminPage>
    }
}

fn managed_document() -> Loading<DocumentPage> {
    let (product, query) = (product_in_address(), use_query_map());
    let source = move || (product.get(), query.read().get("path").unwrap_or_default());
    Loading::new(source, |(product, path)| get_managed_document(product, path))
}

pub struct EditDocumentRoute(Loading<DocumentPage>);

impl AreaPage for EditDocumentRoute {
    fn data() -> Self {
        Self(managed_document())
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<UpdateDocument>();
        view! {
            {loaded(this.0, move |page| view! { <Edit page form/> })}
        }
        .into_any()
    }
}

#[component]
fn Edit(page: DocumentPage, form: FormHandle<UpdateDocument>) -> impl IntoView {
    let DocumentPage { product, document, documents, .. } = page;
    // A document cannot stand below itself.
    let below = format!("{}/", document.path);
    let parents = documents
        .into_iter()
        .filter(|link| link.id != document.id && !link.path.starts_with(&below))
        .collect::<Vec<_>>();
    let actions = {
        let (slug, path) = (product.slug.clone(), document.path.clone());
        move || {
            view! {
                <LinkButton href=paths::document(&slug, &path)>"View"</LinkButton>
                <LinkButton href=paths::admin_delete_document(&slug, &path) kind=ButtonKind::DangerQuiet>"Delete"</LinkButton>
            }
        }
    };
    view! {
        <AdminPage>
            <PageHeader title=document.title.clone() crumbs=product_crumbs(&product.slug, &product.title) actions/>
            <Form form reload=true class="form form--document">
                <FormNotice form/>
                <input type="hidden" name="id" value=document.id.to_string()/>
                <input type="hidden" name="product_id" value=product.id.to_string()/>
                <input type="hidden" name="product" value=product.slug.clone()/>
                <DocumentFields form product=product.slug texts=DocumentTexts::of(document) parents/>
            </Form>
        </AdminPage>
    }
}

pub struct DeleteDocumentRoute(Loading<DocumentPage>);

impl AreaPage for DeleteDocumentRoute {
    fn data() -> Self {
        Self(managed_document())
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<DeleteDocument>();
        view! {
            {loaded(this.0, move |page| view! { <Delete page form/> })}
        }
        .into_any()
    }
}

#[component]
fn Delete(page: DocumentPage, form: FormHandle<DeleteDocument>) -> impl IntoView {
    let DocumentPage { product, document, documents, .. } = page;
    let below = format!("{}/", document.path);
    let mut consequences = vec![format!("The page “{}”", document.title)];
    let lower = documents.iter().filter(|link| link.path.starts_with(&below));
    consequences.extend(lower.map(|link| format!("The page “{}”, which stands below it", link.title)));
    let back = paths::admin_document(&product.slug, &document.path);
    view! {
        <ConfirmPage title=format!("Delete “{}”?", document.title) lead="This cannot be undone." heading="What goes" consequences>
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="id" value=document.id.to_string()/>
                <input type="hidden" name="product" value=product.slug/>
                <ConfirmActions confirm="Delete document" cancel_href=back pending=form.pending()/>
            </Form>
        </ConfirmPage>
    }
}
