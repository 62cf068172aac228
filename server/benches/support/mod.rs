//! Load by `wrk`, side by side: every candidate is measured in each round, so that the machine's
//! noise is shared; medians over the rounds are compared with the bare route's.
#![allow(dead_code, unused_imports, clippy::print_stdout, reason = "each bench takes what it needs")]
mod access;
mod database;

pub use access::{Access, Prepared, VERIFY, add_key, prepare};
pub use database::{Database, databases, open};

use app::{
    actor::Actor,
    catalog::{Catalog, NewProduct, VersionSettings, Visibility},
    specifications::{ImportState, Specifications},
};
use axum::{Router, routing::get};
use server::{portal::Portal, secrets::random_text};
use std::{net::SocketAddr, path::PathBuf, process::Command};

pub const ROUNDS: usize = 5;
pub const SECONDS: u32 = 3;
pub const CONNECTIONS: u32 = 16;

/// One address under load.
pub struct Candidate {
    pub name: String,
    pub url: String,
    pub headers: Vec<(String, String)>,
    /// Asked for one after another in place of the URL's own.
    pub paths: Vec<String>,
    /// Brought one after another in `apikey`.
    pub keys: Vec<String>,
    /// Whether it answers with success.
    pub succeeds: bool,
}

impl Candidate {
    pub fn new(name: &str, url: String) -> Self {
        Self {
            name: name.to_owned(),
            url,
            headers: Vec::new(),
            paths: Vec::new(),
            keys: Vec::new(),
            succeeds: true,
        }
    }

    /// Every path in turn, at one origin.
    pub fn in_turn(name: &str, origin: &str, paths: Vec<String>) -> Self {
        Self { paths, ..Self::new(name, format!("{origin}/")) }
    }

    pub fn with_keys(self, keys: Vec<String>) -> Self {
        Self { keys, ..self }
    }

    /// What is measured is how it says no.
    pub fn refused(self) -> Self {
        Self { succeeds: false, ..self }
    }

    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Load {
    pub per_second: f64,
    pub p99_ms: f64,
}

/// Serves a route that does nothing but answer.
pub async fn bare_route() -> String {
    serve(Router::new().route("/", get(|| async { "hello" }))).await
}

/// Serves on a free port and returns the origin.
pub async fn serve(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    serve_on(listener, router);
    origin
}

pub fn serve_on(listener: tokio::net::TcpListener, router: Router) {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
}

/// Measures all candidates in turns and prints medians and ratios to the first one.
pub fn compare(title: &str, candidates: &[Candidate]) {
    let mut loads: Vec<Vec<Load>> = vec![Vec::new(); candidates.len()];
    for _ in 0..ROUNDS {
        for (candidate, loads) in candidates.iter().zip(&mut loads) {
            loads.push(run_wrk(candidate));
        }
    }
    println!("\n{title} ({ROUNDS} rounds of {SECONDS} s, {CONNECTIONS} connections, medians)");
    println!("{:<44} {:>12} {:>9} {:>9} {:>9}", "", "requests/s", "ratio", "p99 ms", "ratio");
    let base = median(&loads[0]);
    for (candidate, loads) in candidates.iter().zip(&loads) {
        let load = median(loads);
        println!(
            "{:<44} {:>12.0} {:>9.3} {:>9.2} {:>9.2}",
            candidate.name,
            load.per_second,
            load.per_second / base.per_second,
            load.p99_ms,
            load.p99_ms / base.p99_ms
        );
    }
}

fn run_wrk(candidate: &Candidate) -> Load {
    let mut command = Command::new("wrk");
    command.args(["-t1", &format!("-c{CONNECTIONS}"), &format!("-d{SECONDS}s"), "--latency"]);
    for (name, value) in &candidate.headers {
        command.args(["-H", &format!("{name}: {value}")]);
    }
    if !candidate.paths.is_empty() || !candidate.keys.is_empty() {
        command.arg("-s").arg(script(candidate));
    }
    let output = command.arg(&candidate.url).output().expect("wrk runs: apt install wrk");
    let text = String::from_utf8_lossy(&output.stdout);
    let succeeded = !text.contains("Non-2xx");
    assert_eq!(succeeded, candidate.succeeds, "{} answers otherwise:\n{text}", candidate.name);
    let after = |label: &str| {
        let (_, rest) = text.split_once(label).unwrap_or_else(|| panic!("{label} is missing in:\n{text}"));
        rest.split_whitespace().next().unwrap_or_default().to_owned()
    };
    Load { per_second: after("Requests/sec:").parse().unwrap_or(0.0), p99_ms: milliseconds(&after("99%")) }
}

/// Paths and keys in turn. The script begins anew for each run, so that a run goes through the same.
fn script(candidate: &Candidate) -> PathBuf {
    let list = |texts: &[String]| texts.iter().map(|text| format!("{text:?},")).collect::<String>();
    let (paths, keys) = (list(&candidate.paths), list(&candidate.keys));
    let text = format!(
        "local paths, keys, at = {{{paths}}}, {{{keys}}}, 0
         request = function()
             at = at + 1
             if #keys > 0 then wrk.headers['apikey'] = keys[at % #keys + 1] end
             return wrk.format(nil, #paths > 0 and paths[at % #paths + 1] or nil)
         end\n"
    );
    let file = std::env::temp_dir().join(format!("portico-bench-{}.lua", random_text(12)));
    std::fs::write(&file, text).expect("a temporary file");
    file
}

/// A new product with this document as its version "1", published.
pub async fn import(portal: &Portal, file: &str) {
    let admin = Actor::system("bench");
    let new = NewProduct {
        slug: "real".to_owned(),
        title: "A real one".to_owned(),
        summary: String::new(),
        description: String::new(),
        visibility: Some(Visibility::Public),
        labels: Default::default(),
    };
    let product = portal.create_product(&admin, new).await.expect("a product");
    let settings = VersionSettings {
        name: "1".to_owned(),
        auth_strategy_id: None,
        registration_enabled: false,
        auto_approve: false,
        upstream_url: None,
    };
    let version = portal.create_version(&admin, product.id, settings).await.expect("a version");
    portal.publish_version(&admin, version.id).await.expect("published");
    let source = std::fs::read(file).expect("a readable file");
    let import = portal.import_specification(&admin, version.id, file, source).await.expect("an import");
    portal.jobs.clone().drain(portal).await.expect("the queue is worked off");
    let ImportState::Ready { specification_id } =
        portal.import(&admin, import.id).await.expect("the import").state
    else {
        panic!("{file} cannot be read");
    };
    portal.use_specification(&admin, specification_id).await.expect("the document is used");
}

/// A field of a process, such as `VmRSS:`, in kilobytes; 0 once it is gone.
pub fn memory(process: u32, field: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field)).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

pub fn temporary_folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("portico-bench-{}", random_text(12)));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    folder
}

/// wrk writes `830.00us`, `1.25ms` or `1.01s`.
fn milliseconds(text: &str) -> f64 {
    let number = |unit: &str| text.strip_suffix(unit).and_then(|number| number.parse::<f64>().ok());
    number("us")
        .map(|us| us / 1000.0)
        .or_else(|| number("ms"))
        .or_else(|| number("s").map(|s| s * 1000.0))
        .unwrap_or(0.0)
}

fn median(loads: &[Load]) -> Load {
    let middle = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    Load {
        per_second: middle(loads.iter().map(|load| load.per_second).collect()),
        p99_ms: middle(loads.iter().map(|load| load.p99_ms).collect()),
    }
}
