//! Retiring and deleting a version, each with what it does.
use super::{
    server_fns::{DeleteVersion, ManagedVersion, RetireVersion, get_managed_version},
    version_page::version_in_address,
};
use crate::{
    area::AreaPage,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        ConfirmActions, ConfirmPage,
        form::{Form, FormHandle, FormNotice, use_form},
    },
};
use leptos::prelude::*;

fn managed() -> Loading<ManagedVersion> {
    let place = version_in_address();
    Loading::new(move || place.get(), |(product, version)| get_managed_version(product, version))
}

fn losing_access(registrations: u64) -> String {
    match registrations {
        0 => "No application has access now.".to_owned(),
        1 => "1 application that has access: each of its calls is refused from then on.".to_owned(),
        n => format!("{n} applications that have access: each of their calls is refused from then on."),
    }
}

pub struct RetireVersionRoute(Loading<ManagedVersion>);

impl AreaPage for RetireVersionRoute {
    fn data() -> Self {
        Self(managed())
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<RetireVersion>();
        view! {
            {loaded(this.0, move |managed| view! { <Retire managed form/> })}
        }
        .into_any()
    }
}

#[component]
fn Retire(managed: ManagedVersion, form: FormHandle<RetireVersion>) -> impl IntoView {
    let version = managed.version;
    let consequences = vec![
        losing_access(managed.deletion.approved_registrations),
        "The page of this version: developers do not find it any more.".to_owned(),
        "Nothing is deleted. Publishing it again brings everything back.".to_owned(),
    ];
    let back = paths::admin_version(&version.product_slug, &version.slug);
    view! {
        <ConfirmPage
            title=format!("Retire {}?", version.title())
            heading="What stops working"
            consequences
        >
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="id" value=version.id.to_string()/>
                <ConfirmActions confirm="Retire version" cancel_href=back pending=form.pending()/>
            </Form>
        </ConfirmPage>
    }
}

pub struct DeleteVersionRoute(Loading<ManagedVersion>);

impl AreaPage for DeleteVersionRoute {
    fn data() -> Self {
        Self(managed())
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<DeleteVersion>();
        view! {
            {loaded(this.0, move |managed| view! { <Delete managed form/> })}
        }
        .into_any()
    }
}

#[component]
fn Delete(managed: ManagedVersion, form: FormHandle<DeleteVersion>) -> impl IntoView {
    let version = managed.version;
    let consequences = vec![
        format!("{} operations and {} imported documents", version.operations, managed.specifications.len()),
        "Every registration for it, whatever its status".to_owned(),
    ];
    let back = paths::admin_version(&version.product_slug, &version.slug);
    view! {
        <ConfirmPage
            title=format!("Delete {}?", version.title())
            lead="This cannot be undone."
            heading="What goes"
            consequences
        >
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="id" value=version.id.to_string()/>
                <ConfirmActions confirm="Delete version" cancel_href=back pending=form.pending()/>
            </Form>
        </ConfirmPage>
    }
}
