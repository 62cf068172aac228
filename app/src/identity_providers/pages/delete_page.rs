use crate::{
    area::{AreaPage, use_params_map},
    identity_providers::{
        ProviderDeletion,
        server_fns::{DeleteIdentityProvider, preview_identity_provider_deletion},
    },
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        ConfirmActions, ConfirmPage,
        form::{Form, FormNotice, use_form},
    },
};
use leptos::prelude::*;

pub struct DeleteProviderRoute(Loading<ProviderDeletion>);

impl AreaPage for DeleteProviderRoute {
    fn data() -> Self {
        Self(Loading::of_id(|| (), preview_identity_provider_deletion))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<DeleteIdentityProvider>();
        let id = use_params_map().get_untracked().get("id").unwrap_or_default();
        view! {
            {loaded(this.0, move |gone| {
                let id = id.clone();
                let cancel_href = paths::admin_identity_provider(&id);
                view! {
                    <ConfirmPage
                        title=format!("Delete “{}”?", gone.name)
                        lead="This cannot be undone. To stop it for a while, switch it off in its settings."
                        consequences=gone.consequences()
                    >
                        <Form form class="form">
                            <FormNotice form/>
                            <input type="hidden" name="id" value=id/>
                            <ConfirmActions confirm="Delete identity provider" cancel_href pending=form.pending()/>
                        </Form>
                    </ConfirmPage>
                }
            })}
        }
        .into_any()
    }
}
