use super::{
    model::DeveloperDeletion,
    server_fns::{DeleteSelf, preview_own_deletion},
};
use crate::area::AreaPage;
use crate::{
    load::Load,
    loading::Loading,
    paths,
    ui::{
        ConfirmActions, ConfirmPage, InputType, TextInput,
        form::{Form, FormNotice, use_form},
    },
};
use leptos::prelude::*;
use leptos_meta::Title;

pub struct DeleteAccountRoute(Loading<DeveloperDeletion>);

impl AreaPage for DeleteAccountRoute {
    fn data() -> Self {
        Self(Loading::new(|| (), |()| preview_own_deletion()))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<DeleteSelf>();
        view! {
            <Title text="Delete your account"/>
            <Load loading=this.0 view=move |gone| view! {
                <ConfirmPage title="Delete your account?" lead="This cannot be undone." heading="What is deleted" consequences=gone.consequences()>
                    <Form form class="form" reload=true>
                        <FormNotice form/>
                        <TextInput name="password" label="Your password" r#type=InputType::Password
                            autocomplete="current-password" error=form.error("password")/>
                        <ConfirmActions confirm="Delete my account" cancel_href=paths::account() pending=form.pending()/>
                    </Form>
                </ConfirmPage>
            }/>
        }
        .into_any()
    }
}
