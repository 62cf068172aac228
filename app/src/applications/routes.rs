use super::{
    access_page::ApplicationAccessRoute, application_page::ApplicationRoute,
    delete_page::DeleteApplicationRoute, keys_page::ApplicationKeysRoute, list_page::ApplicationsRoute,
    new_page::NewApplicationRoute, settings_page::EditApplicationRoute,
};
use leptos::prelude::*;
use leptos_router::{
    Lazy, MatchNestedRoutes, SsrMode,
    components::{Outlet, ParentRoute, Route},
    path,
};

/// The slice's addresses; what stands behind them is loaded when first needed.
#[component(transparent)]
pub fn ApplicationRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/apps") view=Outlet>
            <Route path=path!("") view={Lazy::<ApplicationsRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/new") view={Lazy::<NewApplicationRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:application") view={Lazy::<ApplicationRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:application/access") view={Lazy::<ApplicationAccessRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:application/keys") view={Lazy::<ApplicationKeysRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:application/edit") view={Lazy::<EditApplicationRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:application/delete") view={Lazy::<DeleteApplicationRoute>::new()} ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}
