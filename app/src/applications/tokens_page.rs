//! How an application gets the tokens it calls with; what they are is the openid slice's.
use super::{
    layout::{ApplicationLayout, Part, slug_in_address},
    model::ApplicationCard,
    server_fns::get_application,
};
use crate::area::AreaPage;
use crate::{
    client_registration::{
        ApplicationClient, ClientSection,
        server_fns::{UpdateApplicationClient, get_application_client},
    },
    load::loaded,
    loading::Loading,
    openid::ApplicationTokens,
    ui::form::{FormHandle, use_form},
};
use leptos::prelude::*;

pub struct ApplicationTokensRoute(
    FormHandle<UpdateApplicationClient>,
    Loading<(ApplicationCard, Option<ApplicationClient>)>,
);

impl AreaPage for ApplicationTokensRoute {
    fn data() -> Self {
        let (slug, form) = (slug_in_address(), use_form::<UpdateApplicationClient>());
        let changed = form.version();
        let found = Loading::new(
            move || (slug.get(), changed.get()),
            |(slug, _)| async move {
                Ok((get_application(slug.clone()).await?, get_application_client(slug).await?))
            },
        );
        Self(form, found)
    }

    fn view(this: Self) -> AnyView {
        let form = this.0;
        view! {
            {loaded(this.1, move |(card, client)| {
                let application = card.application.clone();
                let slug = application.slug.clone();
                let client = client.map(|client| view! { <ClientSection client application=slug form/> });
                view! {
                    <ApplicationLayout card part=Part::Tokens>
                        <ApplicationTokens application/>
                        {client}
                    </ApplicationLayout>
                }
            })}
        }
        .into_any()
    }
}
