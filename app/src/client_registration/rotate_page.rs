//! Another secret for an application's client.
use super::{
    IssuedClientPanel,
    model::{ApplicationClient, IssuedClient},
    server_fns::{RotateClientSecret, get_application_client},
};
use crate::area::AreaPage;
use crate::{
    applications::slug_in_address,
    error::PortalError,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        ConfirmActions, ConfirmPage, LinkButton, Page, PageHeader, PageWidth,
        form::{Form, FormHandle, FormNotice, use_form},
    },
};
use leptos::prelude::*;

pub struct RotateSecretRoute(FormHandle<RotateClientSecret>, Loading<ApplicationClient>);

impl AreaPage for RotateSecretRoute {
    fn data() -> Self {
        let slug = slug_in_address();
        let client = Loading::new(
            move || slug.get(),
            |slug| async move { get_application_client(slug).await?.ok_or(PortalError::NotFound) },
        );
        Self(use_form(), client)
    }

    fn view(this: Self) -> AnyView {
        let form = this.0;
        let slug = slug_in_address();
        view! {
            {loaded(this.1, move |client| view! { <Rotate form client slug=slug.get_untracked()/> })}
        }
        .into_any()
    }
}

#[component]
fn Rotate(form: FormHandle<RotateClientSecret>, client: ApplicationClient, slug: String) -> impl IntoView {
    let result = form.result();
    move || match result.get() {
        Some(issued) => view! { <Rotated issued slug=slug.clone()/> }.into_any(),
        None => view! { <Ask form client=client.clone() slug=slug.clone()/> }.into_any(),
    }
}

#[component]
fn Ask(form: FormHandle<RotateClientSecret>, client: ApplicationClient, slug: String) -> impl IntoView {
    let consequences = match client.kind.replaces_client() {
        true => vec![
            "The identity provider registers another client with the same settings. Its ID is another one too.".to_owned(),
            "From that moment on, tokens of the old client are refused, and the old client is removed.".to_owned(),
            "Access to APIs goes on under the new ID; nobody has to approve anything anew.".to_owned(),
        ],
        false => vec![
            "The identity provider issues another secret. The old one stops working.".to_owned(),
            "The client's ID and access to APIs stay as they are.".to_owned(),
        ],
    };
    view! {
        <ConfirmPage title="Rotate the client's secret?" lead="Have the place at hand where the new one is stored: it is shown once." consequences>
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="application" value=slug.clone()/>
                <ConfirmActions confirm="Rotate secret" cancel_href=paths::application_tokens(&slug) pending=form.pending()/>
            </Form>
        </ConfirmPage>
    }
}

#[component]
fn Rotated(issued: IssuedClient, slug: String) -> impl IntoView {
    view! {
        <Page width=PageWidth::Narrow>
            <PageHeader title="The secret is rotated"/>
            <IssuedClientPanel client=issued/>
            <LinkButton href=paths::application_tokens(&slug)>"Back to the application"</LinkButton>
        </Page>
    }
}
