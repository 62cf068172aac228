use super::{
    admin_list_page::RegistrationsRoute,
    admin_page::RegistrationRoute,
    request_access::{ChooseApplicationRoute, ConfirmRequestRoute, CreateApplicationRoute, RequestDoneRoute},
    withdraw_page::WithdrawRoute,
};
use leptos::prelude::*;
use leptos_router::{
    Lazy, MatchNestedRoutes, SsrMode,
    components::{Outlet, ParentRoute, Route},
    path,
};

/// The slice's addresses; what stands behind them is loaded when first needed.
#[component(transparent)]
pub fn RegistrationRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route
                path=path!("/apis/:product/:version/register")
                view={Lazy::<ChooseApplicationRoute>::new()}
                ssr=SsrMode::Async
            />
            <Route
                path=path!("/apis/:product/:version/register/new-application")
                view={Lazy::<CreateApplicationRoute>::new()}
                ssr=SsrMode::Async
            />
            <Route
                path=path!("/apis/:product/:version/register/confirm")
                view={Lazy::<ConfirmRequestRoute>::new()}
                ssr=SsrMode::Async
            />
            <Route
                path=path!("/apis/:product/:version/register/done")
                view={Lazy::<RequestDoneRoute>::new()}
                ssr=SsrMode::Async
            />
            <Route
                path=path!("/apps/:application/access/:id/withdraw")
                view={Lazy::<WithdrawRoute>::new()}
                ssr=SsrMode::Async
            />
            <Route path=path!("/admin/registrations") view={Lazy::<RegistrationsRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/admin/registrations/:id") view={Lazy::<RegistrationRoute>::new()} ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}
