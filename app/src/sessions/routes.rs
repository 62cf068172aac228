use super::{sessions_page::SessionsRoute, sign_in_page::SignInRoute};
use leptos::prelude::*;
use leptos_router::{
    Lazy, MatchNestedRoutes, SsrMode,
    components::{Outlet, ParentRoute, Route},
    path,
};

/// `/session` is where the sign-in form is sent to; refused, the page is shown there again.
#[component(transparent)]
pub fn SessionRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/sign-in") view={Lazy::<SignInRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/session") view={Lazy::<SignInRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/account/sessions") view={Lazy::<SessionsRoute>::new()} ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}
