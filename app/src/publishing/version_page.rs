//! A version's settings, lifecycle and document.
use super::{
    fields::{UploadNotice, VersionFields},
    product_pages::{product_crumbs, product_in_address},
    server_fns::*,
    version_parts::{LifecycleActions, SpecificationPart},
};
use crate::{
    admin_page::AdminPage,
    area::{AreaPage, use_params_map},
    catalog::{LifecycleBadge, LifecycleNotice, VersionSettings},
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        LinkButton, PageHeader, Section,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub struct NewVersionRoute(Loading<NewVersionView>);

impl AreaPage for NewVersionRoute {
    fn data() -> Self {
        let slug = product_in_address();
        Self(Loading::new(move || slug.get(), prepare_version))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<CreateVersion>();
        view! {
            {loaded(this.0, move |prepared| view! { <New prepared form/> })}
        }
        .into_any()
    }
}

#[component]
fn New(prepared: NewVersionView, form: FormHandle<CreateVersion>) -> impl IntoView {
    let NewVersionView { product, strategies } = prepared;
    let settings = VersionSettings {
        name: String::new(),
        auth_strategy_id: strategies.first().map(|strategy| strategy.id),
        registration_enabled: true,
        auto_approve: false,
        upstream_url: None,
    };
    view! {
        <AdminPage>
            <PageHeader
                title="New version"
                lead="A draft that only admins see. You add its OpenAPI or AsyncAPI document next, and publish it when it is ready."
                crumbs=product_crumbs(&product.slug, &product.title)
            />
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="product_id" value=product.id.to_string()/>
                <VersionFields form settings strategies name_hint="Such as 1.0 or 2026-11. It becomes the address."/>
                <div class="form__actions"><SubmitButton form>"Create version"</SubmitButton></div>
            </Form>
        </AdminPage>
    }
}

/// The forms of the page, so that it is read again after each.
#[derive(Clone, Copy)]
pub struct Forms {
    pub update: FormHandle<UpdateVersion>,
    pub publish: FormHandle<PublishVersion>,
    pub deprecate: FormHandle<DeprecateVersion>,
}

pub struct ManageVersionRoute(Forms, Loading<ManagedVersion>);

/// Product and version of the address.
pub fn version_in_address() -> Signal<(String, String)> {
    let params = use_params_map();
    Signal::derive(move || {
        let params = params.read();
        (params.get("product").unwrap_or_default(), params.get("version").unwrap_or_default())
    })
}

impl AreaPage for ManageVersionRoute {
    fn data() -> Self {
        let place = version_in_address();
        let forms = Forms { update: use_form(), publish: use_form(), deprecate: use_form() };
        let done = (forms.update.version(), forms.publish.version(), forms.deprecate.version());
        let source = move || (place.get(), done.0.get(), done.1.get(), done.2.get());
        Self(forms, Loading::new(source, |((product, version), ..)| get_managed_version(product, version)))
    }

    fn view(this: Self) -> AnyView {
        let forms = this.0;
        view! {
            {loaded(this.1, move |managed| view! { <Manage managed forms/> })}
        }
        .into_any()
    }
}

#[component]
fn Manage(managed: ManagedVersion, forms: Forms) -> impl IntoView {
    let ManagedVersion { version, specifications, strategies, .. } = managed;
    let badges = {
        let lifecycle = version.lifecycle.clone();
        move || view! { <LifecycleBadge lifecycle/> }
    };
    let actions = {
        let href = paths::version(&version.product_slug, &version.slug);
        move || view! { <LinkButton href>"View as a page"</LinkButton> }
    };
    let update = forms.update;
    let quota = paths::admin_version_quota(&version.product_slug, &version.slug);
    view! {
        <AdminPage>
            <PageHeader
                title=version.title()
                crumbs=product_crumbs(&version.product_slug, &version.product_title)
                badges
                actions
            />
            <LifecycleNotice lifecycle=version.lifecycle.clone()/>
            <UploadNotice function="upload_specification"/>
            <LifecycleActions version=version.clone() forms/>
            <SpecificationPart version=version.clone() specifications/>
            <Section title="Settings">
                <Form form=update class="form">
                    <FormNotice form=update/>
                    <input type="hidden" name="id" value=version.id.to_string()/>
                    <VersionFields
                        form=update
                        settings=VersionSettings::of(&version)
                        strategies
                        name_hint="The address follows the name until the version is first published; from then on it stays."
                    />
                    <div class="form__actions"><SubmitButton form=update>"Save settings"</SubmitButton></div>
                </Form>
                <p><a href=quota>"Default quota: how many calls each application may make"</a></p>
            </Section>
        </AdminPage>
    }
}
