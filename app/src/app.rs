//! The page around every page, and the tree of routes.
use crate::{
    access_tokens::AccessTokenRoutes, admin_page::AdminHome, applications::ApplicationRoutes,
    approvals::ApprovalRoutes, audit::AuditRoutes, auth_strategies::pages::AuthStrategyRoutes,
    catalog::pages::CatalogRoutes, credentials::CredentialRoutes, developers::DeveloperRoutes, frame::Frame,
    load::NotFound, mails::MailRoutes, page_info::provide_page_info, paths,
    registrations::RegistrationRoutes, sessions::SessionRoutes, settings::SettingsRoutes,
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
            <Frame>
                <Routes fallback=NotFound>
                    <CatalogRoutes/>
                    <ApplicationRoutes/>
                    <ApprovalRoutes/>
                    <Route path=path!("/admin") view=AdminHome ssr=SsrMode::Async/>
                    <CredentialRoutes/>
                    <AuthStrategyRoutes/>
                    <AccessTokenRoutes/>
                    <AuditRoutes/>
                    <DeveloperRoutes/>
                    <MailRoutes/>
                    <SettingsRoutes/>
                    <RegistrationRoutes/>
                    <SessionRoutes/>
                </Routes>
            </Frame>
        </Router>
    }
}
