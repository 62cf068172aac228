//! Withdrawing a role, with what it takes away.
use super::{
    model::RoleWithdrawal,
    server_fns::{WithdrawCatalogRole, preview_role_withdrawal},
};
use crate::area::{AreaPage, use_params_map};
use crate::{
    applications::Owner,
    error::PortalError,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        ConfirmActions, ConfirmPage,
        form::{Form, FormHandle, FormNotice, use_form},
    },
};
use leptos::prelude::*;

pub struct WithdrawRoleRoute(Loading<RoleWithdrawal>);

impl AreaPage for WithdrawRoleRoute {
    fn data() -> Self {
        let params = use_params_map();
        let id = move || params.read().get("id").and_then(|id| id.parse().ok());
        Self(Loading::new(id, |id| async move {
            match id {
                Some(id) => preview_role_withdrawal(id).await,
                None => Err(PortalError::NotFound),
            }
        }))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<WithdrawCatalogRole>();
        view! {
            {loaded(this.0, move |withdrawal| view! { <Withdraw withdrawal form/> })}
        }
        .into_any()
    }
}

#[component]
fn Withdraw(withdrawal: RoleWithdrawal, form: FormHandle<WithdrawCatalogRole>) -> impl IntoView {
    let grant = &withdrawal.grant;
    let back = match (&grant.product, &grant.holder) {
        (Some(product), _) => paths::admin_product(&product.slug),
        (None, Owner::Team { slug, .. }) => paths::admin_team(slug),
        (None, Owner::Developer { id, .. }) => paths::admin_developer(id),
    };
    let title = format!("Withdraw the role of {}?", grant.holder.described());
    let lead = format!("{} for {}.", grant.role.label(), grant.scope());
    let id = grant.id.to_string();
    view! {
        <ConfirmPage title lead consequences=withdrawal.consequences()>
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="id" value=id/>
                <ConfirmActions confirm="Withdraw role" cancel_href=back pending=form.pending()/>
            </Form>
        </ConfirmPage>
    }
}
