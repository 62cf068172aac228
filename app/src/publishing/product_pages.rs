//! One product: create, manage, change, delete.
use super::{
    document_list::DocumentList,
    fields::{ProductFields, ProductTexts, UploadNotice, VisibilityField},
    server_fns::*,
};
use crate::{
    admin_page::AdminPage,
    area::{AreaPage, use_params_map},
    catalog::{LifecycleBadge, Product, ProductIcon, ProductVersion, Visibility, strategy_label},
    catalog_roles::{CatalogRolesSection, GrantForms, GrantsTo, grant_forms, server_fns::ProductReaders},
    count::counted,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        ButtonKind, Cell, CellKind, Column, ConfirmActions, ConfirmPage, Crumb, DataTable, HeadCell,
        IconName, LinkButton, PageHeader, Row, Section,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub fn product_in_address() -> Signal<String> {
    let params = use_params_map();
    Signal::derive(move || params.read().get("product").unwrap_or_default())
}

pub fn product_crumbs(slug: &str, title: &str) -> Vec<Crumb> {
    vec![Crumb::new("Products", paths::admin_products()), Crumb::new(title, paths::admin_product(slug))]
}

pub struct NewProductRoute;

impl AreaPage for NewProductRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let form = use_form::<CreateProduct>();
        view! {
            <AdminPage>
                <PageHeader
                    title="New product"
                    lead="What developers find in the catalog. It shows there once one of its versions is published."
                    crumbs=vec![Crumb::new("Products", paths::admin_products())]
                />
                <Form form class="form">
                    <FormNotice form/>
                    <ProductFields form texts=ProductTexts::default()/>
                    <VisibilityField form/>
                    <div class="form__actions"><SubmitButton form>"Create product"</SubmitButton></div>
                </Form>
            </AdminPage>
        }
        .into_any()
    }
}

pub struct ManageProductRoute(FormHandle<RemoveProductIcon>, GrantForms, Loading<ProductAndReaders>);

impl AreaPage for ManageProductRoute {
    fn data() -> Self {
        let slug = product_in_address();
        let remove: FormHandle<RemoveProductIcon> = use_form();
        let grant = grant_forms();
        let (removed, granted) = (remove.version(), grant.version());
        let source = move || (slug.get(), removed.get(), granted.get());
        Self(remove, grant, Loading::new(source, |(slug, ..)| get_product_and_readers(slug)))
    }

    fn view(this: Self) -> AnyView {
        let (remove, grant) = (this.0, this.1);
        view! {
            {loaded(this.2, move |found| view! { <Manage found remove grant/> })}
        }
        .into_any()
    }
}

#[component]
fn Manage(
    found: ProductAndReaders,
    remove: FormHandle<RemoveProductIcon>,
    grant: GrantForms,
) -> impl IntoView {
    let ProductAndReaders { managed, readers } = found;
    let detail = managed.detail;
    let product = detail.product;
    let slug = product.slug.clone();
    let actions = {
        let slug = slug.clone();
        move || {
            view! {
                <LinkButton href=paths::product(&slug)>"View in catalog"</LinkButton>
                <LinkButton href=paths::admin_edit_product(&slug)>"Edit"</LinkButton>
                <LinkButton href=paths::admin_delete_product(&slug) kind=ButtonKind::DangerQuiet>"Delete"</LinkButton>
            }
        }
    };
    view! {
        <AdminPage>
            <PageHeader
                title=product.title.clone()
                lead=product.summary.clone()
                crumbs=vec![Crumb::new("Products", paths::admin_products())]
                actions
            />
            <UploadNotice function="upload_icon"/>
            <Versions product=slug.clone() versions=detail.versions/>
            <DocumentList product=slug.clone() documents=detail.documents/>
            <Readers product=product.clone() readers grant/>
            <Section title="Icon" lead="PNG, JPEG or SVG of at most 500 KB; square looks best.">
                <div class="stack">
                    <ProductIcon slug=slug.clone() title=product.title.clone() has_icon=product.has_icon/>
                    <form class="upload" method="post" action=paths::admin_icon(&slug) enctype="multipart/form-data">
                        <label for="icon-file">"Image file"</label>
                        <input id="icon-file" type="file" name="file" required accept="image/png,image/jpeg,image/svg+xml"/>
                        <button class="button" type="submit">"Upload icon"</button>
                    </form>
                    {product.has_icon.then(|| view! {
                        <Form form=remove>
                            <FormNotice form=remove/>
                            <input type="hidden" name="id" value=product.id.to_string()/>
                            <SubmitButton form=remove class="button--quiet">"Remove icon"</SubmitButton>
                        </Form>
                    })}
                </div>
            </Section>
        </AdminPage>
    }
}

/// Who may see it, and how that is changed.
#[component]
fn Readers(product: Product, readers: ProductReaders, grant: GrantForms) -> impl IntoView {
    let now = match product.visibility {
        Visibility::Public => "Everyone, signed in or not. Roles matter only for private products.",
        Visibility::SignedIn => "Every developer with an account. Roles matter only for private products.",
        Visibility::Private => {
            "Those with a role, and admins. To everybody else it does not exist. Consumers may also request access."
        }
    };
    let about = GrantsTo::Product(product.slug.clone(), readers.teams);
    view! { <CatalogRolesSection title="Who may see it" lead=now about grants=readers.grants form=grant/> }
}

#[component]
fn Versions(product: String, versions: Vec<ProductVersion>) -> impl IntoView {
    let new = {
        let href = paths::admin_new_version(&product);
        move || view! { <LinkButton href kind=ButtonKind::Primary icon=IconName::Plus>"New version"</LinkButton> }
    };
    let columns = vec![
        Column::new("Version"),
        Column::new("Lifecycle"),
        Column::new("Auth"),
        Column::numeric("Operations"),
    ];
    let lead = if versions.is_empty() {
        "None yet. A version carries the OpenAPI document, the auth strategy and the lifecycle."
    } else {
        ""
    };
    let rows = versions.into_iter().map(version_row).collect_view();
    view! {
        <Section title="Versions" lead actions=new>
            <DataTable caption="Versions" columns>{rows}</DataTable>
        </Section>
    }
}

fn version_row(version: ProductVersion) -> impl IntoView {
    let auth = strategy_label(&version);
    view! {
        <Row>
            <HeadCell><a href=paths::admin_version(&version.product_slug, &version.slug)>{version.name}</a></HeadCell>
            <Cell label="Lifecycle"><LifecycleBadge lifecycle=version.lifecycle/></Cell>
            <Cell label="Auth">{auth}</Cell>
            <Cell label="Operations" kind=CellKind::Numeric>{version.operations}</Cell>
        </Row>
    }
}

pub struct EditProductRoute(Loading<ManagedProduct>);

impl AreaPage for EditProductRoute {
    fn data() -> Self {
        let slug = product_in_address();
        Self(Loading::new(move || slug.get(), get_managed_product))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<UpdateProduct>();
        view! {
            {loaded(this.0, move |managed| view! { <Edit managed form/> })}
        }
        .into_any()
    }
}

#[component]
fn Edit(managed: ManagedProduct, form: FormHandle<UpdateProduct>) -> impl IntoView {
    let product = managed.detail.product;
    let crumbs = product_crumbs(&product.slug, &product.title);
    let back = paths::admin_product(&product.slug);
    let id = product.id.to_string();
    let texts = ProductTexts {
        title: product.title,
        slug: product.slug,
        summary: product.summary,
        description: product.description,
        labels: product.labels,
    };
    view! {
        <AdminPage>
            <PageHeader title="Edit product" crumbs/>
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="id" value=id/>
                <ProductFields form texts/>
                <div class="form__actions">
                    <SubmitButton form>"Save"</SubmitButton>
                    <LinkButton href=back>"Cancel"</LinkButton>
                </div>
            </Form>
        </AdminPage>
    }
}

pub struct DeleteProductRoute(Loading<ManagedProduct>);

impl AreaPage for DeleteProductRoute {
    fn data() -> Self {
        let slug = product_in_address();
        Self(Loading::new(move || slug.get(), get_managed_product))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<DeleteProduct>();
        view! {
            {loaded(this.0, move |managed| view! { <Delete managed form/> })}
        }
        .into_any()
    }
}

#[component]
fn Delete(managed: ManagedProduct, form: FormHandle<DeleteProduct>) -> impl IntoView {
    let (product, goes) = (managed.detail.product, managed.deletion);
    let mut consequences = vec![format!("{} with its operations", counted(goes.versions, "version"))];
    consequences.push(counted(goes.documents, "document"));
    consequences.push(match goes.approved_registrations {
        0 => "No application has access, so no call stops working.".to_owned(),
        1 => "1 application loses its access at once.".to_owned(),
        n => format!("{n} registrations end at once: their calls are refused."),
    });
    view! {
        <ConfirmPage title=format!("Delete “{}”?", product.title) lead="This cannot be undone." heading="What goes" consequences>
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="id" value=product.id.to_string()/>
                <ConfirmActions confirm="Delete product" cancel_href=paths::admin_product(&product.slug) pending=form.pending()/>
            </Form>
        </ConfirmPage>
    }
}
