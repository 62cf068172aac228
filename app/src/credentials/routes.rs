use super::{key_page::CredentialRoute, new_page::NewCredentialRoute, revoke_page::RevokeCredentialRoute};
use leptos::prelude::*;
use leptos_router::{
    Lazy, MatchNestedRoutes, SsrMode,
    components::{Outlet, ParentRoute, Route},
    hooks::use_params_map,
    path,
};

/// The slice's addresses; what stands behind them is loaded when first needed.
#[component(transparent)]
pub fn CredentialRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/apps/:application/keys") view=Outlet>
            <Route path=path!("/new") view={Lazy::<NewCredentialRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:credential") view={Lazy::<CredentialRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:credential/revoke") view={Lazy::<RevokeCredentialRoute>::new()} ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// A part of the address, such as `application`.
pub fn in_address(name: &'static str) -> Signal<String> {
    let params = use_params_map();
    Signal::derive(move || params.read().get(name).unwrap_or_default())
}
