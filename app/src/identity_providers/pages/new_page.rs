use super::{crumbs, fields::ProviderFields};
use crate::{
    admin_page::AdminPage,
    area::AreaPage,
    identity_providers::server_fns::CreateIdentityProvider,
    paths,
    ui::{
        LinkButton, PageHeader,
        form::{Form, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub struct NewProviderRoute;

impl AreaPage for NewProviderRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let form = use_form::<CreateIdentityProvider>();
        view! {
            <AdminPage>
                <PageHeader
                    title="New identity provider"
                    crumbs=crumbs()
                    lead="At the provider, create a client for this portal: a confidential web application with the grant type “authorization code”. The address to register as its redirect URI is shown in the next step."
                />
                <Form form class="form">
                    <FormNotice form/>
                    <ProviderFields form/>
                    <div class="form__actions">
                        <SubmitButton form>"Create identity provider"</SubmitButton>
                        <LinkButton href=paths::admin_identity_providers()>"Cancel"</LinkButton>
                    </div>
                </Form>
            </AdminPage>
        }
        .into_any()
    }
}
