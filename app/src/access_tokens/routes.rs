use super::{revoke_page::RevokeTokenRoute, tokens_page::TokensRoute};
use leptos::prelude::*;
use leptos_router::{
    Lazy, MatchNestedRoutes, SsrMode,
    components::{Outlet, ParentRoute, Route},
    path,
};

#[component(transparent)]
pub fn AccessTokenRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/account/tokens") view=Outlet>
            <Route path=path!("") view={Lazy::<TokensRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/:id/revoke") view={Lazy::<RevokeTokenRoute>::new()} ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}
