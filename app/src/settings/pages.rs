use super::{
    model::PortalSettings,
    server_fns::{ChangePortalSettings, get_portal_settings},
};
use crate::actor::Role;
use crate::area::{AreaPage, PageRoute, page_for};
use crate::{
    admin_page::AdminPage,
    load::Load,
    loading::Loading,
    ui::{
        Checkbox, Notice, PageHeader, Tone,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub const PAGES: &[PageRoute] = &[page_for::<SettingsRoute>(Role::Admin, "/admin/settings")];

pub struct SettingsRoute {
    settings: Loading<PortalSettings>,
    form: FormHandle<ChangePortalSettings>,
}

impl AreaPage for SettingsRoute {
    fn data() -> Self {
        Self { settings: Loading::new(|| (), |()| get_portal_settings()), form: use_form() }
    }

    fn view(this: Self) -> AnyView {
        let SettingsRoute { settings, form } = this;
        view! {
            <Load loading=settings view=move |settings| view! {
                <AdminPage>
                    <PageHeader title="Settings" lead="Switches of the running portal. They take effect with the next request."/>
                    <Saved form/>
                    <Switches settings form/>
                </AdminPage>
            }/>
        }
        .into_any()
    }
}

#[component]
fn Saved(form: FormHandle<ChangePortalSettings>) -> impl IntoView {
    let saved = form.result();
    move || saved.get().map(|_| view! { <Notice tone=Tone::Success alert=true><p>"Saved."</p></Notice> })
}

#[component]
fn Switches(settings: PortalSettings, form: FormHandle<ChangePortalSettings>) -> impl IntoView {
    view! {
        <Form form class="form">
            <FormNotice form/>
            <Checkbox name="sign_up_open" label="New people may sign up"
                hint="Off: the sign-up page says so. Everybody with an account signs in as before; whether identity providers bring new people is a setting of theirs."
                checked=form.checked("sign_up_open", "true", settings.sign_up_open)/>
            <Checkbox name="auto_approve_developers" label="Approve developers automatically"
                hint="Whoever confirms their address may sign in at once. Who is waiting already still needs your decision."
                checked=form.checked("auto_approve_developers", "true", settings.auto_approve_developers)/>
            <Checkbox name="auto_approve_registrations" label="Approve every request for access automatically"
                hint="Off: each version's own setting decides."
                checked=form.checked("auto_approve_registrations", "true", settings.auto_approve_registrations)/>
            <Checkbox name="sso_required" label="Require signing in with an identity provider"
                hint="Passwords open nothing then, except to admins: a provider that fails must not lock everybody out. Can be switched on by who has signed in with a provider."
                checked=form.checked("sso_required", "true", settings.sso_required)/>
            <SubmitButton form>"Save settings"</SubmitButton>
        </Form>
    }
}
