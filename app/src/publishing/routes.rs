use super::{
    documents::{DeleteDocumentRoute, EditDocumentRoute, NewDocumentRoute},
    import_page::ImportRoute,
    product_pages::{DeleteProductRoute, EditProductRoute, ManageProductRoute, NewProductRoute},
    products_page::ProductsRoute,
    specification_page::SpecificationRoute,
    version_confirmations::{DeleteVersionRoute, RetireVersionRoute},
    version_page::{ManageVersionRoute, NewVersionRoute},
};
use leptos::prelude::*;
use leptos_router::{
    Lazy, MatchNestedRoutes, SsrMode,
    components::{Outlet, ParentRoute, Route},
    path,
};

/// The addresses of publishing; what stands behind them is loaded when first needed.
#[component(transparent)]
pub fn PublishingRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/admin") view=Outlet>
            <Route path=path!("/products") view={Lazy::<ProductsRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/products/new") view={Lazy::<NewProductRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/products/:product") view={Lazy::<ManageProductRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/products/:product/edit") view={Lazy::<EditProductRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/products/:product/delete") view={Lazy::<DeleteProductRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/products/:product/versions/new") view={Lazy::<NewVersionRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/products/:product/versions/:version") view={Lazy::<ManageVersionRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/products/:product/versions/:version/retire") view={Lazy::<RetireVersionRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/products/:product/versions/:version/delete") view={Lazy::<DeleteVersionRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/products/:product/docs/new") view={Lazy::<NewDocumentRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/products/:product/docs/edit") view={Lazy::<EditDocumentRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/products/:product/docs/delete") view={Lazy::<DeleteDocumentRoute>::new()} ssr=SsrMode::Async/>
        </ParentRoute>
        <ParentRoute path=path!("/admin") view=Outlet>
            <Route path=path!("/imports/:id") view={Lazy::<ImportRoute>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/specifications/:id") view={Lazy::<SpecificationRoute>::new()} ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}
