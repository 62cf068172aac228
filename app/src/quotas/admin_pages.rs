//! Where quotas are set: for one registration by approvers, for a version by admins.
use super::{
    model::*,
    server_fns::{SetRegistrationQuota, SetVersionQuota, get_registration_quota, get_version_quota},
};
use crate::area::{AreaPage, PageRoute, page_for, use_params_map};
use crate::{
    actor::Role,
    admin_page::AdminPage,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        Checkbox, Crumb, InputType, Notice, PageHeader, TextInput, Tone,
        form::{AnyForm, Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub const PAGES: &[PageRoute] = &[
    page_for::<RegistrationQuotaRoute>(Role::Approver, "/admin/registrations/:id/quota"),
    page_for::<VersionQuotaRoute>(Role::Admin, "/admin/products/:product/versions/:version/quota"),
];

pub struct RegistrationQuotaRoute(FormHandle<SetRegistrationQuota>, Loading<RegistrationQuota>);

impl AreaPage for RegistrationQuotaRoute {
    fn data() -> Self {
        Self(use_form(), Loading::of_id(|| (), get_registration_quota))
    }

    fn view(this: Self) -> AnyView {
        let form = this.0;
        view! {
            {loaded(this.1, move |quota| view! { <OfRegistration form quota/> })}
        }
        .into_any()
    }
}

#[component]
fn OfRegistration(form: FormHandle<SetRegistrationQuota>, quota: RegistrationQuota) -> impl IntoView {
    let registration = paths::admin_registration(quota.registration_id);
    let title = format!("{} → {}", quota.application_name, quota.target);
    let crumbs = vec![
        Crumb::new("Registrations", paths::admin_registrations()),
        Crumb::new(title.clone(), registration),
    ];
    let hint = format!("Otherwise the default of {} counts: {}.", quota.target, quota.default.text());
    let own = form.checked("own", "true", quota.own.is_some());
    view! {
        <AdminPage>
            <PageHeader title="Quota" lead=title crumbs/>
            <Form form class="form">
                <FormNotice form/>
                <Saved saved=Signal::derive(move || form.result().get().is_some())/>
                <input type="hidden" name="id" value=quota.registration_id.to_string()/>
                <Checkbox name="own" label="A quota of its own" hint checked=own/>
                <Limits form quota=quota.quota()/>
                <div><SubmitButton form>"Save quota"</SubmitButton></div>
            </Form>
        </AdminPage>
    }
}

pub struct VersionQuotaRoute(FormHandle<SetVersionQuota>, Loading<VersionQuota>);

impl AreaPage for VersionQuotaRoute {
    fn data() -> Self {
        let (params, form) = (use_params_map(), use_form::<SetVersionQuota>());
        let place = move || {
            let params = params.read();
            (params.get("product").unwrap_or_default(), params.get("version").unwrap_or_default())
        };
        Self(form, Loading::new(place, |(product, version)| get_version_quota(product, version)))
    }

    fn view(this: Self) -> AnyView {
        let (form, params) = (this.0, use_params_map());
        view! {
            {loaded(this.1, move |quota| {
                let named = |name: &str| params.read_untracked().get(name).unwrap_or_default();
                view! { <OfVersion form quota product=named("product") version=named("version")/> }
            })}
        }
        .into_any()
    }
}

#[component]
fn OfVersion(
    form: FormHandle<SetVersionQuota>,
    quota: VersionQuota,
    product: String,
    version: String,
) -> impl IntoView {
    let crumbs = vec![
        Crumb::new("Products", paths::admin_products()),
        Crumb::new(quota.target.clone(), paths::admin_version(&product, &version)),
    ];
    let lead = format!(
        "What each application may call of {}, unless its registration has a quota of its own. It counts from the next call on.",
        quota.target
    );
    view! {
        <AdminPage>
            <PageHeader title="Default quota" lead crumbs/>
            <Form form class="form">
                <FormNotice form/>
                <Saved saved=Signal::derive(move || form.result().get().is_some())/>
                <input type="hidden" name="id" value=quota.version_id.to_string()/>
                <Limits form quota=quota.quota/>
                <div><SubmitButton form>"Save quota"</SubmitButton></div>
            </Form>
        </AdminPage>
    }
}

#[component]
fn Saved(saved: Signal<bool>) -> impl IntoView {
    move || {
        saved.get().then(|| {
            view! { <Notice tone=Tone::Success alert=true><p>"Saved. It counts from the next call on."</p></Notice> }
        })
    }
}

#[component]
fn Limits(#[prop(into)] form: AnyForm, quota: Quota) -> impl IntoView {
    [
        ("per_second", "Calls a second", quota.per_second, "From 1 to 1,000,000,000; empty for no limit."),
        ("per_minute", "Calls a minute", quota.per_minute, "From 1 to 1,000,000,000; empty for no limit."),
        (
            "per_day",
            "Calls a day",
            quota.per_day,
            "From 1 to 1,000,000,000; empty for no limit. Days begin at midnight UTC.",
        ),
    ]
    .into_iter()
    .map(|(name, label, limit, hint)| {
        let value = form.value(name, limit.map(|limit| limit.to_string()).unwrap_or_default());
        view! {
            <TextInput name label hint value error=form.error(name) r#type=InputType::Number optional=true/>
        }
    })
    .collect_view()
}
