//! Traces for those who run the portal: spans of requests, verdicts and jobs, sent to a collector of theirs by
//! OTLP over HTTP (`[tracing] otlp_url`, off by default).
//!
//! The protocol is written by hand: OTLP 1.x takes JSON (opentelemetry.io, “OTLP Specification”, “OTLP/HTTP”,
//! and “JSON Protobuf Encoding”: ids in hexadecimal digits, 64-bit numbers as text), which is one page of code
//! where the libraries for it are a second way of everything. Where a request comes from is read from
//! `traceparent` (W3C Trace Context, version 00).
mod context;
mod exporter;
mod otlp;

pub use exporter::export_until;

use crate::{config::Tracing, portal::Portal};
use app::time::Timestamp;
use axum::{
    extract::{MatchedPath, Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};
use context::Context;
use otlp::{Kind, Span, Value};
use rand::Rng;
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::mpsc;

/// Spans that wait to be sent; what comes while there are more is let go.
const WAITING: usize = 4_096;

/// What this process has to send. Cheap to clone; does nothing where traces are off.
#[derive(Debug, Clone, Default)]
pub struct Traces(Option<Arc<Inner>>);

#[derive(Debug)]
struct Inner {
    percent: u32,
    sender: mpsc::Sender<Span>,
    /// Until the exporter takes it.
    receiver: Mutex<Option<mpsc::Receiver<Span>>>,
    lost: AtomicU64,
}

impl Traces {
    pub fn new(config: &Tracing) -> Self {
        if config.otlp_url.is_none() {
            return Self::default();
        }
        let (sender, receiver) = mpsc::channel(WAITING);
        let receiver = Mutex::new(Some(receiver));
        Self(Some(Arc::new(Inner {
            percent: config.sample_percent,
            sender,
            receiver,
            lost: AtomicU64::new(0),
        })))
    }

    fn take_receiver(&self) -> Option<mpsc::Receiver<Span>> {
        self.0.as_ref()?.receiver.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn take_lost(&self) -> u64 {
        self.0.as_ref().map_or(0, |inner| inner.lost.swap(0, Ordering::Relaxed))
    }

    /// Where a new span belongs, if it is one of those that are kept: who calls decides for its own trace.
    fn sampled(&self, headers: Option<&HeaderMap>) -> Option<Context> {
        let inner = self.0.as_ref()?;
        match headers.and_then(Context::of_caller) {
            Some((context, sampled)) => sampled.then_some(context),
            None => (rand::rng().random_range(0..100) < inner.percent).then(Context::fresh),
        }
    }

    fn keep(&self, span: Span) {
        if let Some(inner) = &self.0
            && inner.sender.try_send(span).is_err()
        {
            inner.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// A verdict was given to a gateway.
    pub fn judged(
        &self,
        headers: &HeaderMap,
        (product, version): (&str, &str),
        reason: &'static str,
        at: Timestamp,
        took: Duration,
    ) {
        let Some(context) = self.sampled(Some(headers)) else { return };
        let attributes = vec![
            ("portico.product", Value::from(product)),
            ("portico.version", Value::from(version)),
            ("portico.verdict", Value::from(reason)),
        ];
        let name = "verdict".to_owned();
        self.keep(Span {
            context,
            name,
            kind: Kind::Server,
            at,
            took,
            attributes,
            failed: reason == "unavailable",
        });
    }

    /// A job of the queue was done, or not.
    pub fn worked(&self, kind: &str, attempt: i64, failed: bool, at: Timestamp, took: Duration) {
        let Some(context) = self.sampled(None) else { return };
        let attributes = vec![("portico.attempt", Value::from(attempt))];
        let name = format!("job {kind}");
        self.keep(Span { context, name, kind: Kind::Internal, at, took, attributes, failed });
    }
}

/// A span for every request but those of gateways.
pub async fn layer(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let Some(context) = portal.traces.sampled(Some(request.headers())) else {
        return next.run(request).await;
    };
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let (method, at, started) = (request.method().to_string(), portal.clock.now(), Instant::now());
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let mut attributes = vec![
        ("http.request.method", Value::from(method.as_str())),
        ("http.response.status_code", Value::from(i64::from(status))),
    ];
    let name = match route {
        Some(route) => {
            let name = format!("{method} {route}");
            attributes.push(("http.route", Value::from(route.as_str())));
            name
        }
        None => method,
    };
    let took = started.elapsed();
    portal.traces.keep(Span {
        context,
        name,
        kind: Kind::Server,
        at,
        took,
        attributes,
        failed: status >= 500,
    });
    response
}
