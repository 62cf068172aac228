//! The shipped `docs/gateways/nginx.conf` in a real nginx, in front of a real little upstream. Only
//! ports, paths and the token are filled in.
use crate::support::{
    TestPortal,
    world::{World, verdict_of},
};
use axum::{Router, body::Body, extract::Request, response::Response};
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    process::{Child, Command},
    time::Duration,
};

const CONFIGURATION: &str = include_str!("../../../../docs/gateways/nginx.conf");

/// Absent only where no nginx was promised.
fn nginx() -> Option<PathBuf> {
    let named = std::env::var_os("PORTICO_TEST_NGINX").map(PathBuf::from);
    assert!(
        named.is_some() || std::env::var_os("PORTICO_REQUIRE_POSTGRES").is_none(),
        "PORTICO_TEST_NGINX is not set; scripts/nginx.sh names it"
    );
    named
}

struct Nginx {
    process: Child,
    folder: PathBuf,
    address: String,
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Nginx {
    async fn start(binary: &Path, site: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("portico-nginx-{}", server::secrets::random_text(12)));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let port = free_port();
        let site = site.replace("127.0.0.1:8090", &format!("127.0.0.1:{port}"));
        let at = |name: &str| folder.join(name).display().to_string();
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {};\n", at(name)))
            .concat();
        let whole = format!(
            "daemon off; master_process off; pid {};\nerror_log {} warn;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}{site}\n}}\n",
            at("pid"),
            at("error.log"),
        );
        std::fs::write(folder.join("nginx.conf"), whole).expect("the configuration is written");
        let process = Command::new(binary)
            .args(["-c", &at("nginx.conf"), "-p", &at(""), "-e", &at("error.log")])
            .spawn()
            .expect("nginx starts");
        let nginx = Self { process, folder: folder.clone(), address: format!("http://127.0.0.1:{port}") };
        for _ in 0..100 {
            if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                return nginx;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("nginx does not listen: {}", std::fs::read_to_string(at("error.log")).unwrap_or_default());
    }

    fn call(&self, path: &str) -> reqwest::RequestBuilder {
        reqwest::Client::new().post(format!("{}{path}", self.address))
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port()
}

/// Answers with what it was sent.
async fn echo(request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 24).await.expect("the body");
    let headers: Vec<(String, String)> = parts
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let told = json!({ "method": parts.method.as_str(), "uri": parts.uri.to_string(), "headers": headers, "bytes": body.len() });
    Response::new(Body::from(told.to_string()))
}

/// The shipped file with this test's addresses; the portal's can be one where nothing listens.
async fn start(portal_address: Option<&str>) -> Option<(TestPortal, World, Nginx)> {
    let binary = nginx()?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let upstream = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(echo)).await });
    let portal = TestPortal::on_sqlite().await;
    let world = World::new(&portal).await;
    let site = CONFIGURATION
        .replace("http://127.0.0.1:8080", portal_address.unwrap_or(&portal.origin))
        .replace("127.0.0.1:3000", &upstream.to_string())
        .replace("ptg_REPLACE_ME", &world.gateway_token);
    assert!(!site.contains(":8080") && !site.contains(":3000"), "every address is filled in");
    let nginx = Nginx::start(&binary, &site).await;
    Some((portal, world, nginx))
}

fn header(told: &serde_json::Value, wanted: &str) -> Vec<String> {
    let pairs = told["headers"].as_array().expect("headers");
    let values = pairs.iter().filter(|pair| pair[0] == wanted);
    values.map(|pair| pair[1].as_str().expect("text").to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_key_passes_with_the_verdicts_identity() {
    let Some((_portal, world, nginx)) = start(None).await else { return };
    let response = nginx
        .call("/a//b%20c/..%2fd?x=%26&apikey=1")
        .header("apikey", &world.key)
        .header("X-Portal-Developer", "forged")
        .header("X-Portal-Application", "forged")
        .header("X_Portal_Application", "forged")
        .header("x-portal-gateway-token", "forged")
        .header("x-forwarded-for", "6.6.6.6")
        .body(vec![b'x'; 500_000])
        .send()
        .await
        .expect("an answer");
    assert_eq!(response.status(), 200);
    let told: serde_json::Value = response.json().await.expect("JSON");
    assert_eq!(told["uri"], "/a//b%20c/..%2fd?x=%26&apikey=1");
    assert_eq!((&told["method"], &told["bytes"]), (&json!("POST"), &json!(500_000)));
    assert!(!told["headers"].to_string().contains("forged"), "{told}");
    assert_eq!(header(&told, "x-portal-application"), ["Storm watch"]);
    assert_eq!(header(&told, "x-portal-credential"), [world.credential_id.as_str()]);
    assert_eq!(header(&told, "x-portal-registration"), [world.registration_id.as_str()]);
    assert_eq!(header(&told, "x-portal-version"), [world.version_id.as_str()]);
    assert_eq!(header(&told, "x-forwarded-for"), ["127.0.0.1"]);
    for name in server::verify::IDENTITY_HEADERS {
        assert_eq!(header(&told, name.as_str()).len(), 1, "{name}");
    }
    assert_eq!(header(&told, "apikey"), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_is_told_how_to_prove_itself() {
    let Some((portal, _world, nginx)) = start(None).await else { return };
    let response = nginx.call("/").send().await.expect("an answer");
    assert_eq!(verdict_of(&response), (401, "key_missing".to_owned()));
    assert_eq!(response.headers()["www-authenticate"], "ApiKey realm=\"portal\", header=\"apikey\"");
    let stranger = portal.portal.key_format.generate();
    let response = nginx.call("/").header("apikey", stranger).send().await.expect("an answer");
    assert_eq!(verdict_of(&response), (401, "key_unknown".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_key_is_refused_at_the_first_call_after() {
    let Some((_portal, world, nginx)) = start(None).await else { return };
    let call = || nginx.call("/forecast").header("apikey", &world.key).send();
    for _ in 0..5 {
        assert_eq!(call().await.expect("an answer").status(), 200);
    }
    world.dev.post(&format!("{}/revoke", world.key_path()), json!({})).await.expect(200);
    assert_eq!(verdict_of(&call().await.expect("an answer")), (401, "key_revoked".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn access_that_is_not_approved_is_forbidden() {
    let Some((_portal, world, nginx)) = start(None).await else { return };
    let registration = format!("/api/v1/registrations/{}/revoke", world.registration_id);
    world.admin.post(&registration, json!({ "reason": "Abuse" })).await.expect(200);
    let response = nginx.call("/").header("apikey", &world.key).send().await.expect("an answer");
    assert_eq!(verdict_of(&response), (403, "registration_revoked".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_verdicts_own_location_cannot_be_called() {
    let Some((_portal, world, nginx)) = start(None).await else { return };
    let response =
        nginx.call("/_portal_verdict").header("apikey", &world.key).send().await.expect("an answer");
    assert_eq!(response.status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_portal_the_gateway_is_closed() {
    let nowhere = format!("http://127.0.0.1:{}", free_port());
    let Some((_portal, world, nginx)) = start(Some(&nowhere)).await else { return };
    let response = nginx.call("/").header("apikey", &world.key).send().await.expect("an answer");
    assert_eq!(response.status(), 500);
    assert!(!response.text().await.expect("a body").contains("x-portal-"), "the upstream was not reached");
}
