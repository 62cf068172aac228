use super::inbox_page::InboxRoute;
use leptos::prelude::*;
use leptos_router::{Lazy, MatchNestedRoutes, SsrMode, components::Route, path};

/// The slice's address; what stands behind it is loaded when first needed.
#[component(transparent)]
pub fn ApprovalRoutes() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/admin/inbox") view={Lazy::<InboxRoute>::new()} ssr=SsrMode::Async/> }
        .into_inner()
}
