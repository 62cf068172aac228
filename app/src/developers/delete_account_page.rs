use super::{
    model::DeveloperDeletion,
    server_fns::{DeleteSelf, preview_own_deletion},
};
use crate::area::AreaPage;
use crate::{
    identity_providers::OwnSignInMethods,
    load::Load,
    loading::Loading,
    paths,
    sessions::Proved,
    ui::{
        ConfirmActions, ConfirmPage, InputType, TextInput,
        form::{Form, FormHandle, FormNotice, use_form},
    },
};
use leptos::prelude::*;

pub struct DeleteAccountRoute(Loading<(DeveloperDeletion, OwnSignInMethods)>);

impl AreaPage for DeleteAccountRoute {
    fn data() -> Self {
        Self(Loading::new(|| (), |()| preview_own_deletion()))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<DeleteSelf>();
        view! {
            <Load loading=this.0 view=move |(gone, own)| view! {
                <ConfirmPage title="Delete your account?" lead="This cannot be undone." heading="What is deleted" consequences=gone.consequences()>
                    {if own.has_password {
                        view! { <Confirm form with_password=true/> }.into_any()
                    } else {
                        view! { <Proved own return_to=paths::delete_account()><Confirm form with_password=false/></Proved> }.into_any()
                    }}
                </ConfirmPage>
            }/>
        }
        .into_any()
    }
}

#[component]
fn Confirm(form: FormHandle<DeleteSelf>, with_password: bool) -> impl IntoView {
    let password = with_password.then(|| {
        view! {
            <TextInput name="password" label="Your password" r#type=InputType::Password
                autocomplete="current-password" error=form.error("password")/>
        }
    });
    view! {
        <Form form class="form" reload=true>
            <FormNotice form/>
            {password}
            <ConfirmActions confirm="Delete my account" cancel_href=paths::account() pending=form.pending()/>
        </Form>
    }
}
