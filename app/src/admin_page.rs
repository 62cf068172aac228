//! The frame of every page for approvers and admins: what else there is, beside the matter.
use crate::{
    actor::Role,
    area::{AreaPage, PageRoute, page_for},
    page_info::signed_in,
    paths,
    ui::{Page, PageHeader, SideNav, SideNavGroup, SideNavLink, Split, is_within},
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// A page with the admin's navigation. The children begin with a [`PageHeader`].
#[component]
pub fn AdminPage(children: Children) -> impl IntoView {
    view! {
        <Page>
            <Split start=true aside=|| view! { <AdminNav/> }>
                {children()}
            </Split>
        </Page>
    }
}

struct Place {
    href: String,
    label: &'static str,
    about: &'static str,
    role: Role,
}

fn places() -> Vec<(&'static str, Vec<Place>)> {
    let place = |href, label, about, role| Place { href, label, about, role };
    vec![
        (
            "People",
            vec![
                place(
                    paths::inbox(),
                    "Inbox",
                    "Developers and requests that wait for a decision.",
                    Role::Approver,
                ),
                place(
                    paths::admin_developers(),
                    "Developers",
                    "Everybody with an account: state, role, access.",
                    Role::Approver,
                ),
                place(
                    paths::admin_registrations(),
                    "Registrations",
                    "Which application may call which API.",
                    Role::Approver,
                ),
                place(paths::admin_teams(), "Teams", "Who owns applications together.", Role::Admin),
                place(
                    paths::admin_group_mappings(),
                    "Groups",
                    "Which groups of your identity provider lead to which teams.",
                    Role::Admin,
                ),
            ],
        ),
        (
            "APIs",
            vec![
                place(
                    paths::admin_products(),
                    "Products",
                    "The APIs in the catalog, their versions and documents.",
                    Role::Admin,
                ),
                place(
                    paths::admin_auth_strategies(),
                    "Auth strategies",
                    "How calls prove themselves.",
                    Role::Admin,
                ),
                place(
                    paths::admin_gateways(),
                    "Gateways",
                    "What asks this portal for a verdict on each call.",
                    Role::Admin,
                ),
                place(
                    paths::admin_usage("", ""),
                    "Usage",
                    "What is called, how often, and how it ends.",
                    Role::Admin,
                ),
            ],
        ),
        (
            "Portal",
            vec![
                place(
                    paths::admin_identity_providers(),
                    "Identity providers",
                    "Where people sign in, beside or instead of passwords.",
                    Role::Admin,
                ),
                place(paths::admin_settings(), "Settings", "Sign-up and approval.", Role::Admin),
                place(
                    paths::admin_mails(),
                    "Mail",
                    "What the portal has written, and whether it left.",
                    Role::Admin,
                ),
                place(paths::admin_audit(), "Audit", "Who changed what, and when.", Role::Admin),
            ],
        ),
    ]
}

fn visible_places() -> Vec<(&'static str, Vec<Place>)> {
    let Some(person) = signed_in() else { return Vec::new() };
    places()
        .into_iter()
        .map(|(group, places)| {
            (group, places.into_iter().filter(|place| place.role <= person.role).collect::<Vec<_>>())
        })
        .filter(|(_, places)| !places.is_empty())
        .collect()
}

#[component]
fn AdminNav() -> impl IntoView {
    let pathname = use_location().pathname;
    let link = move |place: Place| {
        let own = place.href.clone();
        let current = Signal::derive(move || {
            pathname.with(|path| {
                let of_products = own == paths::admin_products() && paths::is_admin_document(path);
                of_products || is_within(path, &own)
            })
        });
        view! { <SideNavLink href=place.href current>{place.label}</SideNavLink> }
    };
    let groups = visible_places()
        .into_iter()
        .map(|(title, places)| {
            let links = places.into_iter().map(link).collect_view();
            view! { <SideNavGroup title>{links}</SideNavGroup> }
        })
        .collect_view();
    view! { <SideNav label="Administration" strip=true>{groups}</SideNav> }
}

/// `/admin`: every place, with what it is for.
pub const PAGES: &[PageRoute] = &[page_for::<AdminHomeRoute>(Role::Approver, "/admin")];

pub struct AdminHomeRoute;

impl AreaPage for AdminHomeRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <AdminHome/> }.into_any()
    }
}

#[component]
fn AdminHome() -> impl IntoView {
    let groups = visible_places()
        .into_iter()
        .map(|(title, places)| {
            let items = places
                .into_iter()
                .map(|place| {
                    view! {
                        <li class="admin-place">
                            <a class="admin-place__link" href=place.href>{place.label}</a>
                            <p class="admin-place__about">{place.about}</p>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <section class="section">
                    <h2 class="section__title">{title}</h2>
                    <ul class="admin-places">{items}</ul>
                </section>
            }
        })
        .collect_view();
    view! {
        <AdminPage>
            <PageHeader title="Administration" lead="Decide who may come in, publish APIs, and keep an eye on the portal."/>
            {groups}
        </AdminPage>
    }
    .into_any()
}
