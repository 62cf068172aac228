//! The page around every page, and the tree of routes.
use crate::{
    area::{AdminArea, Among, At, EntranceArea, READING, TrialArea, WorkspaceArea},
    frame::Frame,
    load::NotFound,
    page_info::provide_page_info,
    paths,
    served::Served,
    window_title,
};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    Lazy, SsrMode,
    components::{Route, Router, Routes},
};

/// Where areas are, without what stands there: the tables of their pages would bring the pages' code along.
const TRIAL_AT: [&str; 1] = ["/apis/:product/:version/reference/:operation/try"];
const ENTRANCE_AT: [&str; 9] = [
    "/sign-up",
    "/sign-up/*rest",
    "/confirm",
    "/confirm/*rest",
    "/sign-in",
    "/session",
    "/forgot-password",
    "/forgot-password/*rest",
    "/reset-password",
];
const WORKSPACE_AT: [&str; 8] = [
    "/account",
    "/account/*rest",
    "/apps",
    "/apps/*rest",
    "/teams",
    "/teams/*rest",
    "/apis/:product/:version/register",
    "/apis/:product/:version/register/*rest",
];
const ADMIN_AT: [&str; 2] = ["/admin", "/admin/*rest"];

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
    let (name, same_name) = (info.portal_name.clone(), info.portal_name);
    view! {
        <Title
            text=move || window_title::standing(&name)
            formatter=move |title: String| window_title::whole(&title, &same_name)
        />
        <Router base=paths::base()>
            <Frame>
                <Routes fallback=NotFound>
                    <Route path=Among(READING) view=Served ssr=SsrMode::Async/>
                    <Route path=At(&TRIAL_AT) view={Lazy::<TrialArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At(&ENTRANCE_AT) view={Lazy::<EntranceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At(&WORKSPACE_AT) view={Lazy::<WorkspaceArea>::new()} ssr=SsrMode::Async/>
                    <Route path=At(&ADMIN_AT) view={Lazy::<AdminArea>::new()} ssr=SsrMode::Async/>
                </Routes>
            </Frame>
        </Router>
    }
}
