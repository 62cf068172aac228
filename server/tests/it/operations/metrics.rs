//! `/metrics` over HTTP, as Prometheus asks for it.
use crate::support::{TestPortal, on_both_databases, world::World};
use chrono::TimeDelta;
use std::collections::BTreeMap;

/// Every sample by its name with its labels.
pub type Samples = BTreeMap<String, f64>;

pub async fn listening(portal: &TestPortal) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}/metrics", listener.local_addr().expect("an address"));
    let app = server::metrics::router(portal.portal.clone());
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

/// Reads the format strictly: every name is declared before its samples, and nothing stands there twice.
pub async fn scrape(address: &str) -> Samples {
    let answer = reqwest::get(address).await.expect("an answer");
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    let text = answer.text().await.expect("a body");
    let (mut samples, mut declared) = (Samples::new(), BTreeMap::new());
    for line in text.lines() {
        if let Some(declaration) = line.strip_prefix("# TYPE ") {
            let (name, kind) = declaration.split_once(' ').expect("a kind");
            assert!(declared.insert(name.to_owned(), kind.to_owned()).is_none(), "{name} twice");
        } else if !line.starts_with("# HELP ") {
            let (name, value) = line.rsplit_once(' ').expect("a value");
            let family = name.split('{').next().expect("a name");
            let parts = ["_bucket", "_sum", "_count"];
            let histogram = parts.iter().find_map(|part| family.strip_suffix(part));
            let known = declared.contains_key(family)
                || histogram.is_some_and(|name| declared.get(name).is_some_and(|kind| kind == "histogram"));
            assert!(known, "{line}");
            let value: f64 = value.parse().expect("a number");
            assert!(samples.insert(name.to_owned(), value).is_none(), "{line}");
        }
    }
    samples
}

on_both_databases! {
    async fn verdicts_requests_and_jobs_are_counted(portal: TestPortal) {
        let world = World::new(&portal).await;
        let address = listening(&portal).await;
        let before = scrape(&address).await;
        for _ in 0..3 {
            world.verdict(&world.key).await;
        }
        world.verdict("nonsense").await;
        world.dev.get(&format!("/apps/{}", world.application)).await;
        portal.stranger().get("/no/such/page").await.expect(404);
        let after = scrape(&address).await;
        let more = |name: &str| after.get(name).copied().unwrap_or_default() - before.get(name).copied().unwrap_or_default();
        assert_eq!(more("portico_verdicts_total{reason=\"allowed\"}"), 3.0);
        assert_eq!(more("portico_verdicts_total{reason=\"key_malformed\"}"), 1.0);
        assert_eq!(more("portico_verdict_duration_seconds_count"), 4.0);
        assert_eq!(more("portico_verdict_duration_seconds_bucket{le=\"+Inf\"}"), 4.0);
        assert!(more("portico_verdict_duration_seconds_sum") > 0.0);
        let routes: Vec<&String> = after.keys().filter(|name| name.starts_with("portico_http_requests_total")).collect();
        assert!(routes.iter().any(|name| name.contains("{application}") || name.contains(":application")), "{routes:?}");
        assert!(routes.iter().all(|name| !name.contains(&world.application)), "no address itself: {routes:?}");
        assert!(routes.iter().any(|name| name.contains("route=\"unmatched\"") && name.contains("status=\"404\"")), "{routes:?}");
        assert_eq!(after["portico_database_up"], 1.0);
        assert!(after["process_resident_memory_bytes"] > 1_000_000.0);
        let build: Vec<&String> = after.keys().filter(|name| name.starts_with("portico_build_info{")).collect();
        assert!(build.len() == 1 && build[0].contains("version=\""), "{build:?}");
        let pools = after.keys().filter(|name| name.starts_with("portico_database_connections_max{")).count();
        assert_eq!(pools, if portal.portal.db.is_postgres() { 2 } else { 3 });
    }

    async fn the_queue_shows_how_deep_and_how_old_it_is(portal: TestPortal) {
        let address = listening(&portal).await;
        portal.finish_jobs().await;
        assert_eq!(scrape(&address).await["portico_jobs{state=\"due\"}"], 0.0);
        let mut tx = portal.portal.db.begin().await.expect("a change");
        let now = server::clock::Clock::now(&*portal.clock);
        server::jobs::enqueue(&mut tx, now, &server::jobs::Job::KeepUsage {}).await.expect("enqueued");
        tx.commit().await.expect("committed");
        portal.clock.advance(TimeDelta::seconds(90));
        let waiting = scrape(&address).await;
        assert_eq!(waiting["portico_jobs{state=\"due\"}"], 1.0);
        assert_eq!(waiting["portico_jobs_oldest_due_seconds"], 90.0);
        portal.finish_jobs().await;
        let done = scrape(&address).await;
        assert_eq!((done["portico_jobs{state=\"due\"}"], done["portico_jobs_oldest_due_seconds"]), (0.0, 0.0));
    }

    async fn counted_calls_wait_until_they_are_written(portal: TestPortal) {
        let world = World::new(&portal).await;
        let address = listening(&portal).await;
        server::verify::flush(&portal.portal).await.expect("written");
        world.verdict(&world.key).await;
        assert_eq!(scrape(&address).await["portico_usage_lines_waiting"], 1.0);
        server::verify::flush(&portal.portal).await.expect("written");
        assert_eq!(scrape(&address).await["portico_usage_lines_waiting"], 0.0);
    }
}

/// The dashboard asks for nothing that is not there.
#[tokio::test(flavor = "multi_thread")]
async fn the_dashboard_names_figures_that_exist() {
    let portal = TestPortal::on_sqlite().await;
    let samples = scrape(&listening(&portal).await).await;
    let mut names: Vec<&str> = samples.keys().map(|name| name.split('{').next().expect("a name")).collect();
    names.push("portico_http_requests_total");
    let dashboard =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/operations/grafana-dashboard.json");
    let text = std::fs::read_to_string(dashboard).expect("the dashboard");
    let dashboard: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let mut asked = 0;
    for panel in dashboard["panels"].as_array().expect("panels") {
        for target in panel["targets"].as_array().into_iter().flatten() {
            let expression = target["expr"].as_str().expect("an expression");
            let words = expression.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            for name in words.filter(|word| word.starts_with("portico_") || word.starts_with("process_")) {
                assert!(names.contains(&name), "{name} in {expression}");
                asked += 1;
            }
        }
    }
    assert!(asked > 10);
}
