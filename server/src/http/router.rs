use super::{
    actor, api, calls, compression, csrf, downloads, files, health, identity_providers,
    page_cache::PageCache,
    pages, plain_post, request_id, security_headers, sessions, site, twins,
    work::{self, Threads, Work},
};
use crate::{discovery, leaks, metrics, portal::Portal, traces, usage, verify};
use any_spawner::Executor;
use app::{backend::BackendHandle, hydration::HydrationFiles, paths};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    middleware::{from_fn, from_fn_with_state},
    response::Response,
    routing::{get, post},
};
use std::{
    ops::Deref,
    sync::{Arc, atomic::AtomicBool},
};
use tower_http::catch_panic::CatchPanicLayer;

/// Where server functions answer; leptos' macros are told the same in `.cargo/config.toml`.
pub const SERVER_FUNCTIONS: &str = "/_do";

/// What every handler and layer can reach; each takes a clone for each request.
#[derive(Clone)]
pub struct State(Arc<Parts>);

pub struct Parts {
    pub portal: Portal,
    pub backend: BackendHandle,
    /// What browsers load; absent where the front end was not built.
    pub hydration: Option<Arc<HydrationFiles>>,
    pub page_cache: PageCache,
    pub work: Work,
    /// Set when the process has been told to stop: readiness says no, requests still finish.
    pub draining: AtomicBool,
}

impl Deref for State {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl State {
    /// Work is done where it comes in.
    pub fn new(portal: Portal) -> Self {
        let work = Work::new(&portal.config.limits);
        Self::with_work(portal, work)
    }

    /// Work is done on these threads.
    pub fn on(threads: &Threads, portal: Portal) -> Self {
        let work = Work::new(&portal.config.limits).on(threads);
        Self::with_work(portal, work)
    }

    fn with_work(portal: Portal, work: Work) -> Self {
        let site_folder = &portal.config.server.site_folder;
        let hydration = HydrationFiles::read(site_folder)
            .inspect_err(|error| {
                tracing::warn!(%error, folder = %site_folder.display(), "no front end: pages go out without it");
            })
            .ok();
        Self(Arc::new(Parts {
            backend: Arc::new(portal.clone()),
            work,
            portal,
            hydration: hydration.map(Arc::new),
            page_cache: PageCache::default(),
            draining: AtomicBool::default(),
        }))
    }
}

/// Everything the portal answers, under its base path.
pub fn router(state: State) -> Router {
    let base = state.portal.config.server.base_path().to_owned();
    paths::set_base(&base);
    // Pages are rendered on tokio; a second call finds it set.
    let _ = Executor::init_tokio();
    let inner = under_base(&state);
    let routes = if base.is_empty() { inner } else { Router::new().nest(&base, inner) };
    let routes = routes.merge(pages_with_base(&state, &base));
    let routes = if base.is_empty() { routes } else { routes.merge(discovery::routes(&state)) };
    let not_found = with_session(
        &state,
        Router::new().fallback({
            let state = state.clone();
            move |request: Request| pages::render_not_found(state, request)
        }),
    );
    let routes = routes
        .fallback_service(not_found.with_state(state.clone()))
        .layer(from_fn_with_state(state.clone(), twins::layer))
        .layer(from_fn_with_state(state.clone(), csrf::layer))
        .layer(DefaultBodyLimit::max(state.portal.config.limits.request_bytes))
        .layer(from_fn_with_state(state.clone(), security_headers::layer))
        .layer(compression::layer())
        .layer(CatchPanicLayer::new())
        .layer(from_fn(request_id::layer))
        .layer(from_fn_with_state(state.clone(), work::layer))
        .layer(from_fn_with_state(state.portal.metrics.clone(), metrics::layer))
        .layer(from_fn_with_state(state.portal.clone(), traces::layer))
        .merge(verify::envoy_routes(&state.portal))
        .merge(usage::log_routes(&state.portal, &base))
        .merge(leaks::routes(&state.portal, &base))
        .merge(identity_providers::back_channel(&base))
        .with_state(state.clone());
    verify::in_front_of(routes, &state.portal, &base)
}

/// Everything but pages: leptos' routes know the base path themselves.
fn under_base(state: &State) -> Router<State> {
    let functions = {
        let state = state.clone();
        move |request: Request| pages::server_function(state, request)
    };
    let sign_out = {
        let state = state.clone();
        move |request: Request| sessions::sign_out(state, request)
    };
    let people = Router::new()
        .route(&format!("{SERVER_FUNCTIONS}/{{function}}"), post(functions))
        .route("/session/end", post(sign_out));
    Router::new()
        .merge(with_session(state, people))
        .merge(with_session(state, files::routes(state)))
        .merge(with_session(state, calls::routes()))
        .merge(with_session(state, identity_providers::routes()))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .merge(with_bearer(state, downloads::routes()))
        .merge(discovery::routes(state))
        .merge(api::routes(state))
        .merge(site::routes(&state.portal.config.server.site_folder))
}

fn pages_with_base(state: &State, base: &str) -> Router<State> {
    let render = {
        let state = state.clone();
        move |request: Request| -> std::pin::Pin<Box<dyn Future<Output = Response> + Send>> {
            Box::pin(pages::render(state, request))
        }
    };
    let submit = {
        let state = state.clone();
        move |request: Request| plain_post::handle(state, request)
    };
    let sign_in = {
        let state = state.clone();
        move |request: Request| sessions::sign_in(state, request)
    };
    let signing_in = format!("{base}/session");
    let mut paths = pages::page_paths();
    paths.remove(&signing_in);
    // The catalog answers with and without the slash after the base path.
    paths.insert(format!("{base}/"));
    let mut routes = Router::new().route(&signing_in, get(render.clone()).post(sign_in));
    for path in paths {
        routes = routes.route(&path, get(render.clone()).post(submit.clone()));
    }
    with_session(state, routes)
}

fn with_session(state: &State, routes: Router<State>) -> Router<State> {
    routes.layer(from_fn_with_state(state.clone(), actor::from_session))
}

/// For programs: who asks is told by an access token, or else by the session.
pub fn with_bearer(state: &State, routes: Router<State>) -> Router<State> {
    routes.layer(from_fn_with_state(state.clone(), actor::from_bearer))
}
