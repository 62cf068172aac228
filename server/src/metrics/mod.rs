//! Figures for those who run the portal: `/metrics` on a listener of its own (`[metrics] listen`), in the text
//! format of Prometheus (exposition format 0.0.4).
//!
//! Counting costs a few additions and no lock on the way of a verdict. The writer is our own: what there is to
//! write are a dozen names, and the libraries for it bring registries that live beside the portal.
mod endpoint;
mod histogram;
mod process;
mod text;

pub use endpoint::router;
pub use histogram::Histogram;

use crate::{
    portal::Portal,
    verify::{Reason, Verdict},
};
use app::time::Timestamp;
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, Method},
    middleware::Next,
    response::Response,
};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// Upper bounds in microseconds.
const VERDICT_BOUNDS: [u64; 13] =
    [25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000];
const HTTP_BOUNDS: [u64; 10] =
    [1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000];

/// What this process counts. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Metrics(Arc<Counted>);

#[derive(Debug)]
struct Counted {
    allowed: AtomicU64,
    /// In the order of `Reason::ALL`.
    refused: Vec<AtomicU64>,
    verdict_time: Histogram,
    verdict_reads: AtomicU64,
    http_time: Histogram,
    http: Mutex<BTreeMap<HttpLine, u64>>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct HttpLine {
    /// The pattern of the address, such as `/apps/{application}`: never an address itself, of which there
    /// are as many as somebody makes up.
    route: String,
    method: &'static str,
    status: u16,
}

impl Default for Metrics {
    fn default() -> Self {
        Self(Arc::new(Counted {
            allowed: AtomicU64::new(0),
            refused: Reason::ALL.iter().map(|_| AtomicU64::new(0)).collect(),
            verdict_time: Histogram::new(&VERDICT_BOUNDS),
            verdict_reads: AtomicU64::new(0),
            http_time: Histogram::new(&HTTP_BOUNDS),
            http: Mutex::default(),
        }))
    }
}

impl Metrics {
    /// A gateway was given a verdict.
    pub fn judged(&self, refused: Option<Reason>, took: Duration) {
        let counter = match refused {
            None => &self.0.allowed,
            Some(reason) => {
                let at = Reason::ALL.iter().position(|one| *one == reason).unwrap_or_default();
                &self.0.refused[at]
            }
        };
        counter.fetch_add(1, Ordering::Relaxed);
        self.0.verdict_time.add(took);
    }

    /// A verdict has to read the database, since no answer is kept that is known to hold.
    pub fn reads_for_verdict(&self) {
        self.0.verdict_reads.fetch_add(1, Ordering::Relaxed);
    }

    fn answered(&self, line: HttpLine, took: Duration) {
        *self.0.http.lock().unwrap_or_else(PoisonError::into_inner).entry(line).or_default() += 1;
        self.0.http_time.add(took);
    }
}

/// A gateway was given a verdict: it is counted, and traced where the caller's trace says so.
pub fn judged(portal: &Portal, headers: &HeaderMap, verdict: &Verdict, at: Timestamp, took: Duration) {
    let reason = verdict.refused().map(|(refused, _)| refused.reason);
    portal.metrics.judged(reason, took);
    let named = (verdict.product(), verdict.version());
    portal.traces.judged(headers, named, reason.map_or("allowed", Reason::code), at, took);
}

/// Counts every request but those of gateways.
pub async fn layer(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let method = known(request.method());
    let started = Instant::now();
    let response = next.run(request).await;
    let line = HttpLine {
        route: route.unwrap_or_else(|| "unmatched".to_owned()),
        method,
        status: response.status().as_u16(),
    };
    metrics.answered(line, started.elapsed());
    response
}

/// Others are made up by somebody.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
