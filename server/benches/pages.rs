//! The catalog, rendered for strangers and for developers, with 100 and with 10,000 products, and the
//! operations of a real document, beside a bare route; then what the idle process takes, and how soon it is ready.
#![allow(clippy::print_stdout, reason = "printing the figures is what a bench is for")]
mod support;

use app::{
    actor::{Actor, Role, Who},
    catalog::{Catalog, NewProduct, VersionSettings, Visibility},
    developers::{Developers, NewDeveloper},
    sessions::Sessions,
    specifications::Specifications,
};
use server::{
    clock::SystemClock,
    config::Config,
    db::{Db, Options},
    http,
    portal::Portal,
    secrets::{MasterKey, Secrets},
};
use std::{
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};
use support::{Candidate, bare_route, compare, serve_on};

const PASSWORD: &str = "a long walk by the sea";

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let candidates = runtime.block_on(async {
        let small = Stand::with_products(100).await;
        let large = Stand::with_products(10_000).await;
        let mut candidates = vec![
            Candidate::new("bare route", bare_route().await),
            Candidate::new("catalog, stranger, 100 products", small.url()),
            Candidate::new("catalog, stranger, 10,000 products", large.url()),
            Candidate::new("catalog, signed in, 100 products", small.url())
                .with_header("cookie", &small.cookie),
            Candidate::new("catalog, signed in, 10,000 products", large.url())
                .with_header("cookie", &large.cookie),
            Candidate::new("search, signed in, 10,000 products", format!("{}?q=tides", large.url()))
                .with_header("cookie", &large.cookie),
        ];
        if let Ok(file) = std::env::var("PORTICO_TEST_GITHUB_DOCUMENT") {
            candidates.extend(operations(&file).await);
        }
        candidates
    });
    compare("Pages", &candidates);
    idle_process();
}

/// One operation's page, and every operation's in turn: more of them than are kept as rendered.
async fn operations(file: &str) -> [Candidate; 3] {
    let stand = Stand::with_products(0).await;
    support::import(&stand.portal, file).await;
    let stranger = Actor { who: Who::Anonymous, address: None, request_id: String::new() };
    let mut paths = Vec::new();
    for tag in stand.portal.operations(&stranger, "real", "1", None).await.expect("tags") {
        let groups =
            stand.portal.operations(&stranger, "real", "1", Some(&tag.tag)).await.expect("operations");
        let slugs = groups.into_iter().flat_map(|group| group.operations).map(|operation| operation.slug);
        paths.extend(slugs.map(|slug| format!("/apis/real/1/reference/{slug}")));
    }
    let middle = format!("{}{}", stand.origin, paths[paths.len() / 2]);
    let signed_in = Candidate::in_turn("operations in turn, signed in", &stand.origin, paths.clone());
    [
        Candidate::new("one operation, stranger", middle),
        Candidate::in_turn("operations in turn, stranger", &stand.origin, paths),
        signed_in.with_header("cookie", &stand.cookie),
    ]
}

/// A portal with many products, and a developer's cookie.
struct Stand {
    origin: String,
    cookie: String,
    portal: Portal,
}

impl Stand {
    fn url(&self) -> String {
        format!("{}/", self.origin)
    }

    async fn with_products(count: usize) -> Self {
        let folder = support::temporary_folder();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let config = config(&origin);
        let db = Db::open(&Options {
            url: format!("sqlite:{}", folder.join("portico.db").display()),
            is_postgres: false,
            max_connections: 8,
            verify_connections: 2,
            acquire_timeout: Duration::from_secs(5),
            page_deadline: Duration::from_secs(5),
            verdict_deadline: Duration::from_secs(5),
        })
        .await
        .expect("the database opens");
        db.migrate().await.expect("tables");
        let portal =
            Portal::new(Arc::new(config), db, Arc::new(SystemClock), Secrets::new(&MasterKey::random()));
        fill(&portal, count).await;
        let actor = Actor::system("bench");
        let new =
            NewDeveloper { email: "dev@bench.example".to_owned(), full_name: "Dana Developer".to_owned() };
        portal.create_approved(&actor, new, Role::Developer, PASSWORD).await.expect("a developer");
        let token = portal.sign_in(&actor, "dev@bench.example", PASSWORD, None).await.expect("a session");
        serve_on(listener, http::router(http::State::new(portal.clone())));
        Self { origin, cookie: format!("portico={}", token.0), portal }
    }
}

async fn fill(portal: &Portal, count: usize) {
    let actor = Actor::system("bench");
    for number in 0..count {
        let topic = ["weather", "tides", "trains", "payments", "stock levels"][number % 5];
        let product = NewProduct {
            slug: format!("{}-{number}", topic.replace(' ', "-")),
            title: format!("{topic} {number:05}"),
            summary: format!("Everything about {topic}, as JSON, updated every minute."),
            description: String::new(),
            visibility: Some(Visibility::Public),
            labels: [("team".to_owned(), topic.to_owned())].into_iter().collect(),
        };
        let version = VersionSettings {
            name: "1.0".to_owned(),
            auth_strategy_id: None,
            registration_enabled: false,
            auto_approve: false,
            upstream_url: None,
        };
        let product = portal.create_product(&actor, product).await.expect("a product");
        let version = portal.create_version(&actor, product.id, version).await.expect("a version");
        portal.publish_version(&actor, version.id).await.expect("the version is published");
    }
}

fn config(origin: &str) -> Config {
    let site = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/site");
    let pairs = [
        ("PORTICO_SERVER_PUBLIC_URL", origin),
        ("PORTICO_SECURITY_RATE_LIMITS", "false"),
        ("PORTICO_SERVER_SITE_FOLDER", site),
    ];
    Config::load(None, pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())))
        .expect("a configuration")
}

/// Starts the binary on an empty folder: milliseconds until ready, and its memory then.
fn idle_process() {
    let folder = support::temporary_folder();
    let port =
        std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
    let mut times = Vec::new();
    let mut memory = 0;
    for _ in 0..support::ROUNDS {
        let started = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_portico"))
            .arg("serve")
            .current_dir(&folder)
            .env("PORTICO_SERVER_LISTEN", format!("127.0.0.1:{port}"))
            .env("PORTICO_GATEWAY_ENABLED", "false")
            .stdout(Stdio::null())
            .spawn()
            .expect("the binary starts");
        let ready = || {
            Command::new("curl")
                .args(["-sf", "-o", "/dev/null", &format!("http://127.0.0.1:{port}/readyz")])
                .status()
                .is_ok_and(|status| status.success())
        };
        while !ready() {
            assert!(started.elapsed() < Duration::from_secs(20), "the portal does not get ready");
        }
        times.push(started.elapsed().as_millis());
        memory = support::memory(child.id(), "VmRSS:");
        let _ = child.kill();
        let _ = child.wait();
    }
    times.sort_unstable();
    println!(
        "\nIdle process: ready after {} ms (median; the first start also makes the tables), {} MB resident",
        times[times.len() / 2],
        memory / 1024
    );
}
