//! The page around every page, and the tree of routes.
use crate::{
    applications::ApplicationRoutes, auth_strategies::pages::AuthStrategyRoutes,
    page_info::provide_page_info, paths, registrations::RegistrationRoutes,
};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

/// The HTML document. Rendered by the server only.
#[cfg(feature = "ssr")]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    use leptos_meta::{HashedStylesheet, MetaTags};
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
                <HydrationScripts options=options.clone() root=base/>
                <HashedStylesheet id="style" options root=base/>
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
            <main id="main">
                <Routes fallback=NotFound>
                    <Route path=path!("/") view=Home ssr=SsrMode::Async/>
                    <ApplicationRoutes/>
                    <AuthStrategyRoutes/>
                    <RegistrationRoutes/>
                </Routes>
            </main>
        </Router>
    }
}

#[component]
fn Home() -> impl IntoView {
    view! { <h1>"APIs"</h1> }
}

/// What an address that leads nowhere shows, with status 404.
#[component]
pub fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    view! {
        <Title text="Not found"/>
        <h1>"There is nothing here"</h1>
        <p>"The address may be mistyped, or what was here is not visible to you."</p>
        <p><a href=paths::catalog()>"Browse the APIs"</a></p>
    }
}
