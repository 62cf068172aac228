//! Generate a key, and see it once.
use super::{
    calls::CallPanels,
    model::*,
    routes::in_address,
    server_fns::{IssueCredential, get_application_keys, get_call_panels},
};
use crate::area::AreaPage;
use crate::{
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        Crumb, InputType, LinkButton, Notice, Page, PageHeader, PageWidth, SecretPanel, TextInput, Tone,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub struct NewCredentialRoute(FormHandle<IssueCredential>, Loading<(ApplicationKeys, Vec<CallPanel>)>);

impl AreaPage for NewCredentialRoute {
    fn data() -> Self {
        let slug = in_address("application");
        let form = use_form::<IssueCredential>();
        let issued = form.version();
        let keys = Loading::new(
            move || (slug.get(), issued.get()),
            |(slug, _)| async move {
                Ok((get_application_keys(slug.clone()).await?, get_call_panels(slug).await?))
            },
        );
        Self(form, keys)
    }

    fn view(this: Self) -> AnyView {
        let form = this.0;
        view! {
            {loaded(this.1, move |(keys, panels)| view! { <NewCredential form keys panels/> })}
        }
        .into_any()
    }
}

#[component]
fn NewCredential(
    form: FormHandle<IssueCredential>,
    keys: ApplicationKeys,
    panels: Vec<CallPanel>,
) -> impl IntoView {
    let result = form.result();
    let crumbs = crumbs(&keys);
    let body = move || match result.get() {
        Some(issued) => {
            view! { <Issued issued application=keys.application_slug.clone() panels=panels.clone()/> }
                .into_any()
        }
        None => view! { <NewCredentialForm form keys=keys.clone()/> }.into_any(),
    };
    view! {
        <Page width=PageWidth::Narrow>
            <PageHeader title="Generate a key" crumbs/>
            {body}
        </Page>
    }
}

pub fn crumbs(keys: &ApplicationKeys) -> Vec<Crumb> {
    vec![
        Crumb::new("My Apps", paths::applications()),
        Crumb::new(keys.application_name.clone(), paths::application(&keys.application_slug)),
        Crumb::new("API keys", paths::application_keys(&keys.application_slug)),
    ]
}

#[component]
fn NewCredentialForm(form: FormHandle<IssueCredential>, keys: ApplicationKeys) -> impl IntoView {
    let back = paths::application_keys(&keys.application_slug);
    if let Some(refusal) = keys.blocked {
        let actions = move || view! { <LinkButton href=back>"Back to the keys"</LinkButton> };
        return view! { <Notice tone=Tone::Warning title=refusal.reason actions><p>{refusal.advice}</p></Notice> }
            .into_any();
    }
    view! {
        <Form form class="form">
            <FormNotice form/>
            <input type="hidden" name="application" value=keys.application_slug/>
            <TextInput
                name="name"
                label="Name"
                hint="Where it will be used, such as “Production” or “My laptop”."
                limit=255
                value=form.value("name", "")
                error=form.error("name")
            />
            <TextInput
                name="expires_in_days"
                label="Expires after days"
                hint="Left empty, it works until it is revoked."
                r#type=InputType::Number
                min="1"
                max="3650"
                optional=true
                value=form.value("expires_in_days", "")
                error=form.error("expires_in_days")
            />
            <div class="form__actions">
                <SubmitButton form>"Generate key"</SubmitButton>
                <LinkButton href=back>"Cancel"</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}

/// The key at the only moment it is known, and how to call with it.
#[component]
pub fn Issued(issued: IssuedCredential, application: String, panels: Vec<CallPanel>) -> impl IntoView {
    let back = paths::application_keys(&application);
    let none = panels.is_empty().then(|| {
        view! {
            <Notice tone=Tone::Warning title="No call works with it yet">
                <p>
                    "This application has no access to any API. Choose one in the " <a href=paths::catalog()>"catalog"</a>
                    " and press Register: the key starts to work when access is approved."
                </p>
            </Notice>
        }
    });
    view! {
        <SecretPanel
            title=format!("Your new key “{}”", issued.credential.name)
            secret=issued.secret.clone()
            label="API key"
            actions=move || view! { <LinkButton href=back>"I have stored it"</LinkButton> }
        />
        {none}
        <CallPanels application panels key=Some(issued.secret)/>
    }
}
