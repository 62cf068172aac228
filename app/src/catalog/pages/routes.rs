use super::{catalog_page::CatalogPage, document_page::DocumentRoutePage, product_page::ProductPage};
use crate::specifications::pages::{OperationPage, VersionPage};
use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode,
    components::{Outlet, ParentRoute, Route},
    path,
};

/// The public addresses of products, versions, operations and documents.
#[component(transparent)]
pub fn CatalogRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/") view=CatalogPage ssr=SsrMode::Async/>
            <Route path=path!("/search") view=CatalogPage ssr=SsrMode::Async/>
            <Route path=path!("/apis/:product") view=ProductPage ssr=SsrMode::Async/>
            <Route path=path!("/apis/:product/docs/*path") view=DocumentRoutePage ssr=SsrMode::Async/>
            <Route path=path!("/apis/:product/:version") view=VersionPage ssr=SsrMode::Async/>
            <Route path=path!("/apis/:product/:version/reference/:operation") view=OperationPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}
