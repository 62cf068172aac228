//! The embedded gateway in front of a real little upstream.
use crate::support::{TestPortal, world::World};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    response::Response,
    routing::any,
};
use futures::StreamExt;
use serde_json::json;
use std::{net::SocketAddr, sync::Arc};
use tokio::sync::Notify;

/// Answers with what it was sent: method, path, headers, body.
async fn echo(request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 24).await.expect("the body");
    let headers: Vec<(String, String)> = parts
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let told = json!({ "method": parts.method.as_str(), "uri": parts.uri.to_string(), "headers": headers, "bytes": body.len() });
    Response::builder()
        .header("connection", "x-hop")
        .header("x-hop", "1")
        .header("x-kept", "1")
        .body(Body::from(told.to_string()))
        .expect("a response")
}

/// Sends one piece, and each further one only when it is asked to go on.
async fn slow(State(go_on): State<Arc<Notify>>) -> Response {
    let pieces = futures::stream::iter(0..3).then(move |n| {
        let go_on = go_on.clone();
        async move {
            if n > 0 {
                go_on.notified().await;
            }
            Ok::<_, std::io::Error>(format!("piece {n}\n"))
        }
    });
    Response::new(Body::from_stream(pieces))
}

async fn go_on(State(go_on): State<Arc<Notify>>) {
    go_on.notify_one();
}

async fn listening(app: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>()).await
    });
    address
}

/// A portal whose version points at a little upstream, and the gateway's address.
async fn start(allow: bool) -> (TestPortal, World, String) {
    let app = Router::new().route("/v1/slow", any(slow)).route("/v1/go-on", any(go_on)).fallback(echo);
    let upstream = listening(app.with_state(Arc::new(Notify::new()))).await;
    let rule = upstream.to_string();
    let pairs = [("PORTICO_OUTBOUND_ALLOW", rule.as_str())];
    let portal = TestPortal::on_sqlite_with(if allow { &pairs } else { &[] }).await;
    let world = World::with_upstream(&portal, Some(&format!("http://{upstream}/v1"))).await;
    let gateway = listening(server::gateway::router(portal.portal.clone())).await;
    (portal, world, format!("http://{gateway}/weather/2.0"))
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_pass_with_the_identity_of_the_verdict_only() {
    let (_portal, world, gateway) = start(true).await;
    let response = reqwest::Client::new()
        .post(format!("{gateway}/forecast?city=Oslo"))
        .header("apikey", &world.key)
        .header("X-Portal-Developer", "forged")
        .header("X_Portal_Application", "forged")
        .header("x-portal-whatever", "forged")
        .header("x-forwarded-for", "6.6.6.6")
        .header("connection", "x-private")
        .header("x-private", "1")
        .header("cookie", "portico=secret; theme=dark")
        .header("x-mine", "kept")
        .body(vec![b'x'; 2_000_000])
        .send()
        .await
        .expect("an answer");
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["x-kept"], "1");
    assert!(!response.headers().contains_key("x-hop"));
    let told: serde_json::Value = response.json().await.expect("JSON");
    assert_eq!(told["uri"], "/v1/forecast?city=Oslo");
    assert_eq!(told["bytes"], 2_000_000);
    let header = |wanted: &str| -> Vec<String> {
        told["headers"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|pair| pair[0] == wanted)
            .map(|pair| pair[1].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(header("x-portal-credential"), [world.credential_id.as_str()]);
    assert_eq!(header("x-portal-application"), ["Storm watch"]);
    assert_eq!(header("x-forwarded-for"), ["127.0.0.1"]);
    assert_eq!(header("cookie"), ["theme=dark"]);
    assert_eq!(header("x-mine"), ["kept"]);
    for gone in ["apikey", "x_portal_application", "x-portal-whatever", "x-private", "x-portal-gateway-token"]
    {
        assert_eq!(header(gone), Vec::<String>::new(), "{gone}");
    }
    assert!(!told["headers"].to_string().contains("forged"));
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_are_streamed() {
    let (_portal, world, gateway) = start(true).await;
    let ask = |path: &str| {
        reqwest::Client::new().get(format!("{gateway}/{path}")).header("apikey", &world.key).send()
    };
    let mut pieces = ask("slow").await.expect("an answer").bytes_stream();
    let mut text = String::new();
    // The next piece is made only after the last one has come through.
    while let Some(piece) = pieces.next().await {
        text += std::str::from_utf8(&piece.expect("a piece")).expect("text");
        ask("go-on").await.expect("an answer");
    }
    assert_eq!(text, "piece 0\npiece 1\npiece 2\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_good_key_nothing_reaches_the_upstream() {
    let (_portal, world, gateway) = start(true).await;
    let http = reqwest::Client::new();
    let none = http.get(format!("{gateway}/forecast")).send().await.expect("an answer");
    assert_eq!(none.status(), 401);
    assert_eq!(none.headers()["x-portal-reason"], "key_missing");
    let unknown = gateway.replace("2.0", "9.9");
    assert_eq!(
        http.get(format!("{unknown}/a")).header("apikey", &world.key).send().await.unwrap().status(),
        404
    );
    world.dev.post(&format!("{}/revoke", world.key_path()), json!({})).await.expect(200);
    let revoked =
        http.get(format!("{gateway}/forecast")).header("apikey", &world.key).send().await.expect("an answer");
    assert_eq!(revoked.headers()["x-portal-reason"], "key_revoked");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inner_upstream_is_refused_unless_it_is_allowed() {
    let (_portal, world, gateway) = start(false).await;
    let response = reqwest::Client::new()
        .get(format!("{gateway}/forecast"))
        .header("apikey", &world.key)
        .send()
        .await
        .expect("an answer");
    assert_eq!(response.status(), 502);
    let problem: serde_json::Value = response.json().await.expect("problem details");
    assert_eq!(problem["code"], "upstream_refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upstream_that_is_down_or_unset_is_said_so() {
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let portal = TestPortal::on_sqlite_with(&[("PORTICO_OUTBOUND_ALLOW", &free.to_string())]).await;
    let world = World::with_upstream(&portal, Some(&format!("http://{free}"))).await;
    let gateway = listening(server::gateway::router(portal.portal.clone())).await;
    let call = || {
        reqwest::Client::new()
            .get(format!("http://{gateway}/weather/2.0/a"))
            .header("apikey", &world.key)
            .send()
    };
    let down: serde_json::Value = call().await.expect("an answer").json().await.expect("problem details");
    assert_eq!(down["code"], "upstream_down");
    let settings = json!({ "name": "2.0", "auth_strategy_id": world.strategy_id, "registration_enabled": true,
                           "auto_approve": true, "upstream_url": null });
    world.admin.put(&format!("/api/v1/versions/{}", world.version_id), settings).await.expect(200);
    let unset: serde_json::Value = call().await.expect("an answer").json().await.expect("problem details");
    assert_eq!(unset["code"], "upstream_missing");
}

#[tokio::test(flavor = "multi_thread")]
async fn deprecated_versions_say_so() {
    let (_portal, world, gateway) = start(true).await;
    let path = format!("/api/v1/versions/{}/deprecate", world.version_id);
    world.admin.post(&path, json!({ "sunset_at": "2027-01-31T00:00:00Z" })).await.expect(200);
    let response = reqwest::Client::new()
        .get(format!("{gateway}/a"))
        .header("apikey", &world.key)
        .send()
        .await
        .expect("an answer");
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["deprecation"], "@1795257720");
    assert_eq!(response.headers()["sunset"], "Sun, 31 Jan 2027 00:00:00 GMT");
    assert!(
        response.headers()["link"].to_str().unwrap().ends_with("/apis/weather/2.0>; rel=\"deprecation\"")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quota_is_told_and_its_end_is_a_429() {
    let (_portal, world, gateway) = start(true).await;
    let quota = format!("/api/v1/registrations/{}/quota", world.registration_id);
    world.admin.put(&quota, json!({ "quota": { "per_minute": 2 } })).await.expect(200);
    let client = reqwest::Client::new();
    let call = || client.get(format!("{gateway}/forecast")).header("apikey", &world.key).send();
    let first = call().await.expect("an answer");
    assert_eq!(
        (first.status().as_u16(), &first.headers()["ratelimit-policy"]),
        (200, &"\"minute\";q=2;w=60".parse().unwrap())
    );
    assert_eq!(
        (&first.headers()["ratelimit"], &first.headers()["x-ratelimit-remaining"]),
        (&"\"minute\";r=1;t=60".parse().unwrap(), &"1".parse().unwrap())
    );
    assert!(first.headers().get("retry-after").is_none());
    assert_eq!(call().await.expect("an answer").status(), 200);
    let beyond = call().await.expect("an answer");
    assert_eq!((beyond.status().as_u16(), &beyond.headers()["retry-after"]), (429, &"60".parse().unwrap()));
    assert_eq!(beyond.headers()["x-portal-reason"], "quota_exceeded");
}
