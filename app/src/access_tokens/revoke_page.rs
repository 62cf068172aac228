use super::{
    model::AccessToken,
    server_fns::{RevokeAccessToken, list_access_tokens},
};
use crate::area::{AreaPage, use_params_map};
use crate::{
    error::PortalError,
    load::Load,
    loading::Loading,
    paths,
    ui::{
        ConfirmActions, ConfirmPage,
        form::{Form, FormNotice, use_form},
    },
};
use leptos::prelude::*;

pub struct RevokeTokenRoute(Loading<AccessToken>);

impl AreaPage for RevokeTokenRoute {
    fn data() -> Self {
        let params = use_params_map();
        let id = move || params.read().get("id").unwrap_or_default();
        Self(Loading::new(id, |id| async move {
            let own = list_access_tokens().await?;
            own.into_iter().find(|token| token.id.to_string() == id).ok_or(PortalError::NotFound)
        }))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<RevokeAccessToken>();
        view! {
            <Load loading=this.0 view=move |token| view! {
                <ConfirmPage
                    title=format!("Revoke “{}”?", token.name)
                    heading="What stops at once"
                    consequences=vec![format!("Whatever uses the token that ends in {} is refused. It cannot be brought back; create a new one instead.", token.last_four)]
                >
                    <Form form class="form">
                        <FormNotice form/>
                        <input type="hidden" name="id" value=token.id.to_string()/>
                        <ConfirmActions confirm="Revoke token" cancel_href=paths::account_tokens() pending=form.pending()/>
                    </Form>
                </ConfirmPage>
            }/>
        }
        .into_any()
    }
}
