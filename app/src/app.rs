//! The page around every page, and the tree of routes.
use crate::{
    area::{AdminArea, At, CatalogArea, EntranceArea, ReferenceArea, TrialArea, WorkspaceArea},
    frame::Frame,
    load::NotFound,
    page_info::provide_page_info,
    paths,
};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    Lazy, SsrMode,
    components::{Route, Router, Routes},
};

/// The HTML document. Rendered by the server only.
#[cfg(feature = "ssr")]
pub fn shell() -> impl IntoView {
    use crate::hydration::Hydration;
    use leptos_meta::MetaTags;
    let base = paths::base();
    view! {
        <!DOCTYPE html>
        <html lang="en" data-base=base>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href=format!("{base}/favicon.ico") sizes="32x32"/>
                <link rel="icon" href=format!("{base}/favicon.svg") type="image/svg+xml"/>
                <Hydration/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let info = provide_page_info();
    let name = info.portal_name.clone();
    view! {
        <Title formatter=move |title: String| if title.is_empty() { name.clone() } else { format!("{title} · {name}") }/>
        <Router base=paths::base()>
            <Frame>
                <Routes fallback=NotFound>
                    <Route path=At("/") view={Lazy::<CatalogArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/search") view={Lazy::<CatalogArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/apis/:product") view={Lazy::<CatalogArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/apis/:product/docs/*path") view={Lazy::<CatalogArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/apis/:product/:version") view={Lazy::<ReferenceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/apis/:product/:version/reference/:operation") view={Lazy::<ReferenceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/apis/:product/:version/reference/:operation/try") view={Lazy::<TrialArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/apis/:product/:version/schemas") view={Lazy::<ReferenceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/sign-up") view={Lazy::<EntranceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/sign-up/*rest") view={Lazy::<EntranceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/confirm") view={Lazy::<EntranceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/confirm/*rest") view={Lazy::<EntranceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/sign-in") view={Lazy::<EntranceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/session") view={Lazy::<EntranceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/forgot-password") view={Lazy::<EntranceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/forgot-password/*rest") view={Lazy::<EntranceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/reset-password") view={Lazy::<EntranceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/account") view={Lazy::<WorkspaceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/account/*rest") view={Lazy::<WorkspaceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/apps") view={Lazy::<WorkspaceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/apps/*rest") view={Lazy::<WorkspaceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/teams") view={Lazy::<WorkspaceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/teams/*rest") view={Lazy::<WorkspaceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/apis/:product/:version/register") view={Lazy::<WorkspaceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/apis/:product/:version/register/*rest") view={Lazy::<WorkspaceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/admin") view={Lazy::<AdminArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At("/admin/*rest") view={Lazy::<AdminArea>::new()} ssr=SsrMode::Async/>
                </Routes>
            </Frame>
        </Router>
    }
}
