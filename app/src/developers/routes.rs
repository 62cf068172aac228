use super::{
    account_page::{AccountRoute, ChangePasswordRoute},
    admin_list_page::DevelopersRoute,
    admin_page::DeveloperRoute,
    confirm_page::{ConfirmRoute, ConfirmedRoute, NewLinkRoute},
    decide_pages::{DeleteRoute, RejectRoute, RevokeRoute},
    delete_account_page::DeleteAccountRoute,
    password_pages::{ForgotPasswordRoute, ForgotPasswordSentRoute, ResetPasswordRoute},
    sign_up_page::{SignUpRoute, SignUpSentRoute},
};
use leptos::prelude::*;
use leptos_router::{
    Lazy, MatchNestedRoutes, SsrMode,
    components::{Outlet, ParentRoute, Route},
    path,
};

#[component(transparent)]
pub fn DeveloperRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <ParentRoute path=path!("") view=Outlet>
                <Route path=path!("/sign-up") view={Lazy::<SignUpRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/sign-up/sent") view={Lazy::<SignUpSentRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/confirm") view={Lazy::<ConfirmRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/confirm/again") view={Lazy::<NewLinkRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/confirm/done") view={Lazy::<ConfirmedRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/forgot-password") view={Lazy::<ForgotPasswordRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/forgot-password/sent") view={Lazy::<ForgotPasswordSentRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/reset-password") view={Lazy::<ResetPasswordRoute>::new()} ssr=SsrMode::Async/>
            </ParentRoute>
            <ParentRoute path=path!("/account") view=Outlet>
                <Route path=path!("") view={Lazy::<AccountRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/password") view={Lazy::<ChangePasswordRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/delete") view={Lazy::<DeleteAccountRoute>::new()} ssr=SsrMode::Async/>
            </ParentRoute>
            <ParentRoute path=path!("/admin/developers") view=Outlet>
                <Route path=path!("") view={Lazy::<DevelopersRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/:id") view={Lazy::<DeveloperRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/:id/reject") view={Lazy::<RejectRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/:id/revoke") view={Lazy::<RevokeRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/:id/delete") view={Lazy::<DeleteRoute>::new()} ssr=SsrMode::Async/>
            </ParentRoute>
        </ParentRoute>
    }
    .into_inner()
}
