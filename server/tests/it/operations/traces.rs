//! Spans, as a collector receives them.
use crate::support::{TestPortal, world::World};
use axum::{Router, body::Bytes, http::HeaderMap, routing::post};
use serde_json::Value;
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::sync::watch;

const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const UNSAMPLED: &str = "00-4bf92f3577b34da6a3ce929d0e0e4737-00f067aa0ba902b7-00";

#[derive(Default)]
struct Received {
    spans: Vec<Value>,
    headers: Vec<HeaderMap>,
}

/// A collector on a port of its own.
async fn collector() -> (String, Arc<Mutex<Received>>) {
    let received: Arc<Mutex<Received>> = Arc::default();
    let own = received.clone();
    let app = Router::new().route(
        "/v1/traces",
        post(move |headers: HeaderMap, body: Bytes| async move {
            let message: Value = serde_json::from_slice(&body).expect("JSON");
            let resource = &message["resourceSpans"][0];
            assert_eq!(resource["resource"]["attributes"][0]["value"]["stringValue"], "portal-of-a-test");
            let spans = resource["scopeSpans"][0]["spans"].as_array().expect("spans").clone();
            let mut own = own.lock().expect("nobody panicked");
            own.spans.extend(spans);
            own.headers.push(headers);
            "{}"
        }),
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, app).await });
    (address, received)
}

async fn traced(url: &str, percent: &str) -> TestPortal {
    TestPortal::on_sqlite_with(&[
        ("PORTICO_TRACING_OTLP_URL", url),
        ("PORTICO_TRACING_SERVICE_NAME", "portal-of-a-test"),
        ("PORTICO_TRACING_AUTHORIZATION", "Bearer of-the-collector"),
        ("PORTICO_TRACING_SAMPLE_PERCENT", percent),
        ("PORTICO_OUTBOUND_ALLOW", "127.0.0.1"),
    ])
    .await
}

/// Sends what is kept, and ends.
async fn export(portal: &TestPortal) {
    let (_stop, stopped) = watch::channel(true);
    let exporting = server::traces::export_until(portal.portal.clone(), stopped);
    tokio::time::timeout(Duration::from_secs(30), exporting).await.expect("it ends");
}

fn attribute<'s>(span: &'s Value, name: &str) -> &'s Value {
    let all = span["attributes"].as_array().expect("attributes");
    all.iter().find(|one| one["key"] == name).map_or(&Value::Null, |one| &one["value"])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_collector_receives_requests_verdicts_and_jobs() {
    let (url, received) = collector().await;
    let portal = traced(&url, "100").await;
    let world = World::new(&portal).await;
    portal.finish_jobs().await;
    let asked = world.question("").header("apikey", "nonsense").header("traceparent", PARENT);
    assert_eq!(asked.send().await.expect("an answer").status(), 401);
    let path = format!("/api/v1/applications/{}", world.application);
    let request = world.dev.request(reqwest::Method::GET, &path).header("traceparent", PARENT);
    world.dev.send(request).await.expect(200);
    export(&portal).await;
    let received = received.lock().expect("nobody panicked");
    assert!(received.headers.iter().all(|headers| headers["authorization"] == "Bearer of-the-collector"));
    let named = |name: &str| received.spans.iter().filter(|span| span["name"] == name).collect::<Vec<_>>();
    let verdict = named("verdict")[0];
    assert_eq!(verdict["traceId"], "4bf92f3577b34da6a3ce929d0e0e4736");
    assert_eq!(verdict["parentSpanId"], "00f067aa0ba902b7");
    assert_eq!(attribute(verdict, "portico.verdict")["stringValue"], "key_malformed");
    assert_eq!(attribute(verdict, "portico.product")["stringValue"], "weather");
    let requests = named("GET /api/v1/applications/{slug}");
    let request = requests.first().expect("the request, by its pattern");
    assert_eq!(request["parentSpanId"], "00f067aa0ba902b7");
    assert_eq!(attribute(request, "http.response.status_code")["intValue"], "200");
    let (begins, ends) = (&request["startTimeUnixNano"], &request["endTimeUnixNano"]);
    let nanos = |text: &Value| text.as_str().expect("text").parse::<u64>().expect("a number");
    assert!(nanos(ends) > nanos(begins), "{request}");
    assert!(!named("job keep_usage").is_empty());
    let text = serde_json::to_string(&received.spans).expect("JSON");
    assert!(
        !text.contains(&world.key[4..]) && !text.contains(&world.application),
        "addresses hold names of people's things"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_calls_decides_for_its_own_trace() {
    let (url, received) = collector().await;
    let portal = traced(&url, "0").await;
    let world = World::new(&portal).await;
    world.verdict(&world.key).await;
    for parent in [UNSAMPLED, "nonsense", PARENT] {
        let asked = world.question("").header("apikey", &world.key).header("traceparent", parent);
        assert_eq!(asked.send().await.expect("an answer").status(), 200);
    }
    export(&portal).await;
    let received = received.lock().expect("nobody panicked");
    let traces: Vec<&Value> = received.spans.iter().map(|span| &span["traceId"]).collect();
    assert_eq!(traces, ["4bf92f3577b34da6a3ce929d0e0e4736"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_collector_that_is_away_harms_nobody() {
    let portal = traced("http://127.0.0.1:9", "100").await;
    let world = World::new(&portal).await;
    assert_eq!(world.verdict(&world.key).await.0, 200);
    export(&portal).await;
    assert_eq!(world.verdict(&world.key).await.0, 200);
}
