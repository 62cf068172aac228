//! What stands around every page: brand, navigation, account, footer.
use crate::{
    actor::{Role, SignedIn},
    approvals::provide_waiting,
    page_info::page_info,
    paths,
    search::SearchButton,
    ui::{AccountMenu, MenuLink, NavLink, SiteFooter, SiteHeader, SkipLink},
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let info = page_info();
    #[cfg(not(feature = "ssr"))]
    Effect::new(|_| crate::ui::conduct::conduct());
    let role = info.signed_in.as_ref().map(|person| person.role);
    let waiting = provide_waiting();
    let account = {
        let person = info.signed_in.clone();
        move || match person.clone() {
            Some(person) => view! { <Account person/> }.into_any(),
            None => view! { <SignedOut/> }.into_any(),
        }
    };
    view! {
        <SkipLink/>
        <SiteHeader name=info.portal_name.clone() home=paths::catalog() account search=|| view! { <SearchButton/> }>
            <NavLink href=paths::catalog() exact=true also=vec![paths::product("")]>"Catalog"</NavLink>
            <NavLink href=paths::applications() also=vec![paths::teams()]>"My Apps"</NavLink>
            {(role >= Some(Role::Approver)).then(|| view! { <InboxLink waiting/> })}
            {(role >= Some(Role::Approver)).then(|| view! { <AdminLink/> })}
        </SiteHeader>
        {children()}
        <SiteFooter owner=info.portal_name>
            <a href=paths::catalog()>"APIs"</a>
            <a href=paths::openapi() rel="external">"This portal's own API"</a>
        </SiteFooter>
    }
}

/// With how many wait.
#[component]
fn InboxLink(waiting: RwSignal<u64>) -> impl IntoView {
    let count = move || {
        let waiting = waiting.get();
        (waiting > 0).then(|| {
            view! {
                <span class="nav-link__count">
                    {if waiting > 99 { "99+".to_owned() } else { waiting.to_string() }}
                    <span class="visually-hidden">" waiting"</span>
                </span>
            }
        })
    };
    view! { <NavLink href=paths::inbox()>"Inbox" {count}</NavLink> }
}

/// Marked on every admin page but the inbox, which has a link of its own.
#[component]
fn AdminLink() -> impl IntoView {
    view! { <NavLink href=paths::admin() apart=paths::inbox()>"Admin"</NavLink> }
}

#[component]
fn Account(person: SignedIn) -> impl IntoView {
    view! {
        <AccountMenu name=person.full_name detail=person.email>
            <MenuLink href=paths::account()>"Your account"</MenuLink>
            <MenuLink href=paths::teams()>"Your teams"</MenuLink>
            <MenuLink href=paths::account_tokens()>"Access tokens"</MenuLink>
            <MenuLink href=paths::account_sessions()>"Signed-in browsers"</MenuLink>
            <form method="post" action=paths::post_sign_out()>
                <button class="menu__item" type="submit">"Sign out"</button>
            </form>
        </AccountMenu>
    }
}

#[component]
fn SignedOut() -> impl IntoView {
    let location = use_location();
    // From a page about signing in there is nothing to return to.
    let href = move || {
        let path = location.pathname.get();
        let about_accounts = [
            paths::sign_in(),
            paths::sign_up(),
            paths::post_sign_in(),
            paths::forgot_password(),
            paths::confirm_without_token(),
            paths::reset_password_without_token(),
        ]
        .iter()
        .any(|own| path.starts_with(own.as_str()));
        if about_accounts { paths::sign_in() } else { paths::sign_in_and_return(&path) }
    };
    view! {
        <a class="button button--quiet" href=href>"Sign in"</a>
        <a class="button button--primary" href=paths::sign_up()>"Sign up"</a>
    }
}
