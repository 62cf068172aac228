//! Verdicts beside a bare route of the same shape, headers in and headers out: with counting and without it, for
//! keys among a thousand and among a million, known and never seen. On SQLite, and on PostgreSQL where
//! `PORTICO_TEST_POSTGRES` says where. Then calls through a real nginx, with its verdicts and without, and through
//! the embedded gateway.
#![allow(clippy::print_stdout, reason = "printing the figures is what a bench is for")]
mod support;

use axum::{
    Router,
    body::Body,
    extract::Path,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
    routing::{any, get},
};
use server::gateway;
use std::{
    fs,
    net::TcpListener,
    process::{Child, Command},
    time::Duration,
};
use support::{Access, Candidate, Database, VERIFY, compare, databases, serve, temporary_folder};

const FEW: usize = 1_000;
const MANY: i64 = 1_000_000;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let bare = runtime.block_on(serve(bare_route()));
    for database in databases() {
        let (_stands, candidates) = runtime.block_on(verdicts(&database, &bare));
        compare(&format!("Verdicts, {}", database.name()), &candidates);
    }
    let (_stand, _nginx, candidates) = runtime.block_on(gateways());
    compare("Calls through gateways, SQLite", &candidates);
}

async fn verdicts(database: &Database, bare: &str) -> (Vec<Access>, Vec<Candidate>) {
    let few = Access::new(database.portal(&[]).await, FEW, 0, None).await;
    let many = Access::new(database.portal(&[]).await, FEW, MANY - FEW as i64, None).await;
    let uncounted = database.portal(&[("USAGE_COUNTING", "false")]).await;
    let uncounted = Access::new(uncounted, FEW, 0, None).await;
    let never_seen = |stand: &Access, name: &str| {
        let keys = (0..100_000).map(|_| stand.portal.key_format.generate()).collect();
        stand.asked(name).with_keys(keys).refused()
    };
    let candidates = vec![
        Candidate::new("bare route", format!("{bare}{VERIFY}")).with_keys(few.keys.clone()),
        few.asked("verify, 1,000 keys"),
        many.asked("verify, the same number of 1,000,000 keys"),
        uncounted.asked("verify, 1,000 keys, calls not counted"),
        never_seen(&few, "never seen before, among 1,000 keys"),
        never_seen(&many, "never seen before, among 1,000,000 keys"),
    ];
    (vec![few, many, uncounted], candidates)
}

/// What verify does, without deciding anything: reads a header, answers with the caller's.
fn bare_route() -> Router {
    async fn answer(Path(_): Path<(String, String)>, headers: HeaderMap) -> Response {
        let mut response = Response::new(Body::empty());
        if headers.contains_key("apikey") {
            for name in server::verify::IDENTITY_HEADERS {
                let id = HeaderValue::from_static("0196b5e0-0000-7000-8000-000000000000");
                response.headers_mut().insert(name, id);
            }
        }
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
    Router::new().route("/gateway/verify/{product}/{version}", any(answer))
}

async fn gateways() -> (Access, Nginx, Vec<Candidate>) {
    let upstream = serve(Router::new().route("/{*path}", get(|| async { "{\"temperature\":17}" }))).await;
    let [sqlite, ..] = &databases()[..] else { unreachable!("SQLite is always there") };
    let stand =
        Access::new(sqlite.portal(&[("OUTBOUND_ALLOW", "127.0.0.1")]).await, 1, 0, Some(upstream.clone()))
            .await;
    let embedded = serve(gateway::router(stand.portal.clone())).await;
    let nginx = Nginx::start(&stand, &upstream).await;
    let key = &stand.keys[0];
    let candidates = vec![
        Candidate::new("nginx, a plain proxy", format!("{}/now", nginx.plain)),
        Candidate::new("nginx with auth_request", format!("{}/now", nginx.asking)).with_header("apikey", key),
        Candidate::new("the embedded gateway", format!("{embedded}/weather/2.0/now"))
            .with_header("apikey", key),
        Candidate::new("the upstream itself", format!("{upstream}/now")),
    ];
    (stand, nginx, candidates)
}

/// One worker that serves the shipped configuration, and a plain proxy of the same upstream beside it.
struct Nginx {
    process: Child,
    asking: String,
    plain: String,
}

impl Nginx {
    async fn start(stand: &Access, upstream: &str) -> Self {
        let folder = temporary_folder();
        let at = |name: &str| folder.join(name).display().to_string();
        let authority = |origin: &str| origin.trim_start_matches("http://").to_owned();
        let (asking, plain) = (free_address(), free_address());
        let shipped = include_str!("../../docs/gateways/nginx.conf")
            .replace("127.0.0.1:8080", &authority(&stand.origin))
            .replace("127.0.0.1:3000", &authority(upstream))
            .replace("127.0.0.1:8090", &asking)
            .replace("ptg_REPLACE_ME", &stand.token);
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {};\n", at(name)))
            .concat();
        let whole = format!(
            "daemon off; master_process off; pid {};\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}{shipped}
             server {{
                 listen {plain};
                 location / {{
                     proxy_http_version 1.1;
                     proxy_set_header Connection \"\";
                     proxy_request_buffering off;
                     proxy_buffering off;
                     proxy_pass http://portal_api$request_uri;
                 }}
             }}\n}}\n",
            at("pid"),
        );
        fs::write(folder.join("nginx.conf"), whole).expect("a configuration");
        let nginx = std::env::var("PORTICO_TEST_NGINX").unwrap_or_else(|_| "nginx".to_owned());
        let mut command = Command::new(nginx);
        command.args(["-c", &at("nginx.conf"), "-p", &at(""), "-e", &at("error.log")]);
        let process = command.spawn().expect("nginx runs: apt install nginx");
        while tokio::net::TcpStream::connect(&plain).await.is_err() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Self { process, asking: format!("http://{asking}"), plain: format!("http://{plain}") }
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").to_string()
}
