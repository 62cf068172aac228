use crate::{
    admin_page::AdminPage,
    area::AreaPage,
    auth_strategies::{
        AuthStrategy,
        server_fns::{DeleteAuthStrategy, get_auth_strategy},
    },
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        ConfirmActions, ConfirmPage, LinkButton, Notice, PageHeader, Tone,
        form::{Form, FormHandle, FormNotice, use_form},
    },
};
use leptos::prelude::*;

pub struct DeleteAuthStrategyRoute(Loading<AuthStrategy>);

impl AreaPage for DeleteAuthStrategyRoute {
    fn data() -> Self {
        Self(Loading::of_id(|| (), get_auth_strategy))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<DeleteAuthStrategy>();
        view! {
            {loaded(this.0, move |strategy| view! { <ConfirmDeletion form strategy/> })}
        }
        .into_any()
    }
}

#[component]
fn ConfirmDeletion(form: FormHandle<DeleteAuthStrategy>, strategy: AuthStrategy) -> impl IntoView {
    let back = paths::admin_auth_strategy(strategy.id);
    if let Err(reason) = strategy.can_delete() {
        return view! {
            <AdminPage>
                <PageHeader title=format!("“{}” cannot be deleted", strategy.name)/>
                <FormNotice form/>
                <Notice tone=Tone::Warning><p>{reason.to_string()}</p></Notice>
                <LinkButton href=back>"See where it is used"</LinkButton>
            </AdminPage>
        }
        .into_any();
    }
    let consequences = vec!["Nothing stops working: no version and no application uses it.".to_owned()];
    view! {
        <ConfirmPage title=format!("Delete “{}”?", strategy.name) lead="This cannot be undone." consequences>
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="id" value=strategy.id.to_string()/>
                <ConfirmActions confirm="Delete auth strategy" cancel_href=back pending=form.pending()/>
            </Form>
        </ConfirmPage>
    }
    .into_any()
}
