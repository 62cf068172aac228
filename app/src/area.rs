//! Areas: the parts of the portal whose code is loaded when first needed, each as one piece.
//!
//! Readers of the catalog need neither My Apps nor the admin pages. Splitting every page into a chunk
//! of its own makes hundreds of tiny chunks and leaves the router's share of each page in the main
//! module, so an area is split off as a whole: the main module knows only that `/admin/…` belongs to
//! [`AdminArea`], and the area finds its page in a table.
//!
//! A page is a type with [`AreaPage`]; its slice lists it in a table
//! `pub const PAGES: &[PageRoute] = &[page::<ApplicationPage>("/apps/:application")];` and the table
//! is named in [`WORKSPACE`] or [`ADMIN`] below. The server registers the same patterns.
use crate::{
    access_tokens,
    actor::Role,
    admin_page, applications, approvals, audit, auth_strategies, catalog, catalog_roles, client_registration,
    credentials, developers,
    error::PortalError,
    gateways, identity_providers,
    load::{ErrorPage, NotFound},
    mails,
    page_info::{has_role, signed_in},
    paths, publishing, quotas, registrations, search, sessions, settings, specifications, teams, try_it,
    usage,
};
use leptos::prelude::*;
use leptos_router::{
    LazyRoute, PartialPathMatch, PathSegment, PossibleRouteMatch, hooks::use_url, lazy_route,
    params::ParamsMap,
};

/// What everybody reads: products, documents, versions with their operations, the search over everything,
/// and why calls are refused. The browser holds none of their code ([`crate::served`]).
pub const READING: &[&[PageRoute]] =
    &[catalog::pages::PAGES, specifications::pages::PAGES, search::PAGES, usage::WHY];

/// Trying an operation: for those who have read it.
pub const TRIAL: &[&[PageRoute]] = &[try_it::pages::PAGES];

/// What people need to become developers, and to come back: signing up, signing in, a new password.
pub const ENTRANCE: &[&[PageRoute]] = &[developers::ENTRANCE_PAGES, sessions::ENTRANCE_PAGES];

/// What developers need: the own account, My Apps, teams, requests for access.
pub const WORKSPACE: &[&[PageRoute]] = &[
    access_tokens::PAGES,
    applications::PAGES,
    client_registration::PAGES,
    credentials::PAGES,
    developers::PAGES,
    registrations::PAGES,
    sessions::PAGES,
    teams::PAGES,
    usage::PAGES,
];

/// What approvers and admins need.
pub const ADMIN: &[&[PageRoute]] = &[
    admin_page::PAGES,
    approvals::PAGES,
    audit::PAGES,
    auth_strategies::PAGES,
    catalog_roles::PAGES,
    client_registration::ADMIN_PAGES,
    developers::ADMIN_PAGES,
    gateways::PAGES,
    identity_providers::PAGES,
    mails::PAGES,
    publishing::PAGES,
    quotas::PAGES,
    registrations::ADMIN_PAGES,
    settings::PAGES,
    teams::ADMIN_PAGES,
    usage::ADMIN_PAGES,
];

/// Every area's name and table, for the server's routes and the tests.
pub const ALL: [(&str, &[&[PageRoute]]); 5] = [
    ("reading", READING),
    ("trial", TRIAL),
    ("entrance", ENTRANCE),
    ("workspace", WORKSPACE),
    ("admin", ADMIN),
];

/// The name of the area that has the page at a path.
pub fn name_at(path: &str) -> Option<&'static str> {
    let found = ALL.into_iter().filter_map(|(name, pages)| Some((find(pages, path)?.params.len(), name)));
    found.min_by_key(|(params, _)| *params).map(|(_, name)| name)
}

pub struct TrialArea;

#[lazy_route]
impl LazyRoute for TrialArea {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let pages = TRIAL;
        view! { <Area pages/> }.into_any()
    }
}

pub struct EntranceArea;

#[lazy_route]
impl LazyRoute for EntranceArea {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let pages = ENTRANCE;
        view! { <Area pages/> }.into_any()
    }
}

pub struct WorkspaceArea;

#[lazy_route]
impl LazyRoute for WorkspaceArea {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let pages = WORKSPACE;
        view! { <Area pages/> }.into_any()
    }
}

pub struct AdminArea;

#[lazy_route]
impl LazyRoute for AdminArea {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let pages = ADMIN;
        view! { <Area pages/> }.into_any()
    }
}

/// A page of an area.
pub trait AreaPage: Sized + 'static {
    /// Starts loading what the page shows.
    fn data() -> Self;
    fn view(this: Self) -> AnyView;
}

/// An address of an area and the page that stands there. Patterns are absolute, without the base
/// path: `/apps/:application`.
#[derive(Debug, Clone, Copy)]
pub struct PageRoute {
    pub pattern: &'static str,
    /// Who may see the page at all; what it shows is guarded by the services.
    role: Option<Role>,
    view: fn() -> AnyView,
}

pub const fn page<P: AreaPage>(pattern: &'static str) -> PageRoute {
    PageRoute { pattern, role: None, view: show_page::<P> }
}

/// A page for people with at least this role.
pub const fn page_for<P: AreaPage>(role: Role, pattern: &'static str) -> PageRoute {
    PageRoute { pattern, role: Some(role), view: show_page::<P> }
}

/// Pages that are only read, by address. In the browser they are addresses alone.
macro_rules! served_pages {
    ($($pattern:literal => $page:ident),+ $(,)?) => {
        pub const PAGES: &[$crate::area::PageRoute] = &[$({
            #[cfg(feature = "ssr")]
            let view = || leptos::prelude::IntoAny::into_any($page());
            #[cfg(not(feature = "ssr"))]
            let view = || leptos::prelude::IntoAny::into_any(());
            $crate::area::component($pattern, view)
        }),+];
    };
}
pub(crate) use served_pages;

/// A page that is a component without props.
pub const fn component(pattern: &'static str, view: fn() -> AnyView) -> PageRoute {
    PageRoute { pattern, role: None, view }
}

fn show_page<P: AreaPage>() -> AnyView {
    P::view(P::data())
}

/// The parameters of the page's address. A page is made anew when its path changes, so they are
/// fixed; the memo is for resources that want a source.
pub fn use_params_map() -> Memo<ParamsMap> {
    let params = use_context::<PageParams>().map(|params| params.0).unwrap_or_default();
    Memo::new(move |_| params.clone())
}

/// What `:id` names, if it can name anything.
pub fn id_in_address<I: std::str::FromStr>() -> Option<I> {
    use_context::<PageParams>()?.0.get("id")?.parse().ok()
}

#[derive(Clone)]
struct PageParams(ParamsMap);

/// Which page stands at the address, and its parameters.
#[derive(Clone)]
struct Found {
    route: PageRoute,
    params: Params,
}

type Params = Vec<(&'static str, String)>;

impl Found {
    /// A pattern stands for one page, whatever area it is in.
    fn key(&self) -> (&'static str, Params) {
        (self.route.pattern, self.params.clone())
    }
}

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

/// Keyed by page: views are erased, so another page would otherwise be taken for a change of this
/// one, and what this one shows would outlive the signals behind it.
#[component]
fn Area(pages: &'static [&'static [PageRoute]]) -> impl IntoView {
    // The route's own address: the page's path and its query change together, and not at all once the
    // router leaves for another area.
    let url = use_url();
    let found = Memo::new(move |_| find(pages, url.read().path()));
    view! {
        <For each=move || [found.get()] key=|found| found.as_ref().map(Found::key) children=show/>
    }
}

fn show(found: Option<Found>) -> AnyView {
    match found {
        Some(Found { route: PageRoute { role: Some(role), .. }, .. }) if !has_role(role) => {
            let error = if signed_in().is_some() { PortalError::Forbidden } else { PortalError::NotSignedIn };
            view! { <ErrorPage error/> }.into_any()
        }
        Some(Found { route, params }) => {
            provide_context(PageParams(params.into_iter().collect()));
            (route.view)()
        }
        None => view! { <NotFound/> }.into_any(),
    }
}

/// The page at a path.
#[cfg(feature = "ssr")]
pub(crate) fn show_at(pages: &[&'static [PageRoute]], path: &str) -> AnyView {
    show(find(pages, path))
}

/// Whether one of the pages stands at a path, whatever its base.
pub(crate) fn has_page(pages: &[&'static [PageRoute]], path: &str) -> bool {
    pages.iter().copied().flatten().any(|route| matched(route.pattern, path).is_some())
}

/// Patterns without parameters win: `/apps/new` before `/apps/:application`.
fn find(pages: &[&'static [PageRoute]], path: &str) -> Option<Found> {
    let path = path.strip_prefix(paths::base()).unwrap_or(path);
    let mut best: Option<Found> = None;
    for route in pages.iter().copied().flatten() {
        if let Some(params) = matched(route.pattern, path)
            && best.as_ref().is_none_or(|best| params.len() < best.params.len())
        {
            best = Some(Found { route: *route, params });
        }
    }
    best
}

/// Any of these patterns, as the router takes them. One type for all, where `path!` makes a type of each;
/// parameters are the areas' own matter.
#[derive(Debug, Clone, Copy)]
pub struct At(pub &'static [&'static str]);

impl PossibleRouteMatch for At {
    fn optional(&self) -> bool {
        false
    }

    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        whole(path, self.0.iter().any(|pattern| matched(pattern, path).is_some()))
    }

    // The server takes addresses from the tables.
    fn generate_path(&self, _path: &mut Vec<PathSegment>) {}
}

/// Any of these pages: going from one to another is no change of route.
#[derive(Debug, Clone, Copy)]
pub struct Among(pub &'static [&'static [PageRoute]]);

impl PossibleRouteMatch for Among {
    fn optional(&self) -> bool {
        false
    }

    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        whole(path, has_page(self.0, path))
    }

    fn generate_path(&self, _path: &mut Vec<PathSegment>) {}
}

/// A route takes an address as a whole or not at all.
fn whole(path: &str, is_match: bool) -> Option<PartialPathMatch<'_>> {
    let (whole, rest) = path.split_at(path.len());
    is_match.then(|| PartialPathMatch::new(rest, Vec::new(), whole))
}

/// `:name` takes one segment, a last `*name` all the rest (at least one).
fn matched(pattern: &'static str, path: &str) -> Option<Params> {
    let mut given = path.trim_matches('/').split('/');
    let mut params = Params::new();
    for wanted in pattern.trim_matches('/').split('/') {
        if let Some(name) = wanted.strip_prefix('*') {
            let rest = given.by_ref().collect::<Vec<_>>().join("/");
            params.push((name, rest));
            break;
        }
        let segment = given.next()?;
        match wanted.strip_prefix(':') {
            Some(name) => params.push((name, segment.to_owned())),
            None if wanted == segment => {}
            None => return None,
        }
    }
    given.next().is_none().then_some(params)
}

#[cfg(test)]
mod tests {
    use super::matched;

    #[test]
    fn patterns_match_segment_by_segment() {
        let params = |pattern, path| {
            matched(pattern, path).map(|found| found.into_iter().map(|(_, value)| value).collect::<Vec<_>>())
        };
        assert_eq!(params("/apps", "/apps/"), Some(vec![]));
        assert_eq!(
            params("/apps/:application/keys/:credential", "/apps/bot-1/keys/7"),
            Some(vec!["bot-1".to_owned(), "7".to_owned()])
        );
        assert_eq!(params("/apps/:application", "/apps"), None);
        assert_eq!(params("/apps/new", "/apps/old"), None);
        assert_eq!(params("/", "/"), Some(vec![]));
        assert_eq!(
            params("/apis/:p/docs/*path", "/apis/tides/docs/a/b"),
            Some(vec!["tides".to_owned(), "a/b".to_owned()])
        );
    }
}
