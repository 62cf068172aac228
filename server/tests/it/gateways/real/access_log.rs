//! nginx's access log reaches the portal by the shipped format and script: status and time of calls.
use super::process::{Gateway, binary};
use crate::support::{TestPortal, world::World};
use app::gateways::GatewayKind;
use axum::{Router, http::StatusCode, routing::get};
use serde_json::{Value, json};
use server::{
    clock::{Clock, SystemClock},
    gateways::{Address, TOKEN_PLACE, Target, render},
};
use std::{fs, path::Path, process::Command, time::Duration};

const FORMAT: &str = include_str!("../../../../../docs/gateways/nginx-access-log/portal-log.conf");
const SCRIPT: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/gateways/nginx-access-log/send-portal-log.sh");

#[tokio::test(flavor = "multi_thread")]
async fn nginx_access_log() {
    let Some(binary) = binary(GatewayKind::Nginx) else { return };
    let api = Router::new()
        .route("/forecast", get(|| async { "sunny" }))
        .route("/broken", get(|| async { StatusCode::SERVICE_UNAVAILABLE }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let upstream = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, api).await });
    let portal = TestPortal::on_sqlite().await;
    // nginx logs the real time.
    portal.clock.advance(SystemClock.now() - portal.clock.now());
    let world = World::new(&portal).await;
    let target = Target {
        portal: Address::parse(&portal.origin).expect("an address"),
        verify_path: app::paths::verify("weather", "2.0"),
        product: "weather".to_owned(),
        version: "2.0".to_owned(),
        upstream: Address::parse(&upstream),
        key_headers: vec!["apikey".to_owned()],
    };
    let mut files = render(GatewayKind::Nginx, &target).files;
    for file in &mut files {
        let logged =
            file.text.replace("    location / {", "    location / {\n access_log portal.log portal;");
        file.text = format!("{FORMAT}\n{}", logged.replace(TOKEN_PLACE, &world.gateway_token));
    }
    let gateway = Gateway::start(GatewayKind::Nginx, &binary, &files).await;
    let address = format!("http://127.0.0.1:{}", gateway.port);
    let client = reqwest::Client::new();
    for (path, key, status) in
        [("/forecast", world.key.as_str(), 200), ("/broken", world.key.as_str(), 503), ("/forecast", "", 401)]
    {
        let answer = client.get(format!("{address}{path}")).header("apikey", key).send().await;
        assert_eq!(answer.expect("an answer").status().as_u16(), status, "{path}");
    }
    let folder = gateway.folder();
    let log = folder.join("portal.log");
    until("three lines are logged", || lines(&log) == 3).await;
    fs::write(folder.join("token"), format!("X-Portal-Gateway-Token: {}\n", world.gateway_token))
        .expect("written");
    send(folder, &portal.origin);
    until("nginx writes elsewhere", || log.exists()).await;
    send(folder, &portal.origin);
    assert_eq!(fs::read_dir(folder.join("spool")).expect("a folder").count(), 0, "nothing waits any more");
    let report = format!("/api/v1/applications/{}/usage", world.application);
    let total: Value = world.dev.get(&report).await.expect(200).json()["total"].clone();
    assert_eq!((&total["answered"], &total["server_errors"]), (&json!(2), &json!(1)), "{total}");
    assert!(total["p99_micros"].as_u64().is_some_and(|micros| micros < 60_000_000), "{total}");
}

fn lines(log: &Path) -> usize {
    fs::read_to_string(log).unwrap_or_default().lines().count()
}

fn send(folder: &Path, portal: &str) {
    let sent = Command::new("sh")
        .arg(SCRIPT)
        .env("PORTAL", portal)
        .env("TOKEN_FILE", folder.join("token"))
        .env("LOG", folder.join("portal.log"))
        .env("PID_FILE", folder.join("pid"))
        .env("SPOOL", folder.join("spool"))
        .output()
        .expect("the script runs");
    assert!(sent.status.success(), "{}", String::from_utf8_lossy(&sent.stderr));
}

async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..600 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{what}: it never came to that");
}
