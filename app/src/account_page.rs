//! The frame of every page about one's own account.
use crate::{
    paths,
    ui::{Page, SideNav, SideNavGroup, SideNavLink, Split},
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// A page about one's own account, with the way to the others.
#[component]
pub fn AccountPage(children: Children) -> impl IntoView {
    view! {
        <Page>
            <Split start=true aside=|| view! { <AccountNav/> }>
                {children()}
            </Split>
        </Page>
    }
}

#[component]
fn AccountNav() -> impl IntoView {
    let pathname = use_location().pathname;
    let link = move |href: String, label: &'static str| {
        let own = href.clone();
        let current = Signal::derive(move || pathname.with(|path| path.trim_end_matches('/') == own));
        view! { <SideNavLink href current>{label}</SideNavLink> }
    };
    view! {
        <SideNav label="Your account" strip=true>
            <SideNavGroup>
                {link(paths::account(), "Profile")}
                {link(paths::account_password(), "Password")}
                {link(paths::account_tokens(), "Access tokens")}
                {link(paths::account_sessions(), "Signed-in browsers")}
            </SideNavGroup>
        </SideNav>
    }
}
