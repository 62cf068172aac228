//! Sends what was kept, a batch at a time. What a collector does not take is let go: traces are for looking,
//! and the portal does not wait for them.
use super::otlp::{Span, message};
use crate::{portal::Portal, stop::is_over};
use axum::body::Body;
use http::{Request, header};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc::Receiver, watch};

/// Spans of one message.
const BATCH: usize = 512;
/// For how long they are gathered.
const GATHER: Duration = Duration::from_secs(1);
const PATIENCE: Duration = Duration::from_secs(5);
const ANSWER_BYTES: usize = 64 * 1024;
/// How often it is said that nothing arrives.
const COMPLAIN_EVERY: Duration = Duration::from_secs(60);

/// Sends again and again until `stop` turns true, and once more then. Returns at once where traces are off.
pub async fn export_until(portal: Portal, mut stop: watch::Receiver<bool>) {
    let Some(mut spans) = portal.traces.take_receiver() else { return };
    let mut complained: Option<Instant> = None;
    loop {
        let last = is_over(&stop);
        let batch = gather(&mut spans, &mut stop, last).await;
        let lost = portal.traces.take_lost();
        let sent = if batch.is_empty() { Ok(()) } else { send(&portal, &batch).await };
        let quiet = complained.is_some_and(|at| at.elapsed() < COMPLAIN_EVERY);
        if (sent.is_err() || lost > 0) && !quiet {
            complained = Some(Instant::now());
            let error = sent.err().unwrap_or_default();
            tracing::warn!(error, lost, spans = batch.len(), "traces do not reach their collector");
        }
        if last {
            return;
        }
    }
}

async fn gather(spans: &mut Receiver<Span>, stop: &mut watch::Receiver<bool>, last: bool) -> Vec<Span> {
    let mut batch = Vec::new();
    if last {
        while batch.len() < BATCH
            && let Ok(span) = spans.try_recv()
        {
            batch.push(span);
        }
        return batch;
    }
    let gathered = tokio::time::sleep(GATHER);
    tokio::pin!(gathered);
    while batch.len() < BATCH {
        tokio::select! {
            span = spans.recv() => match span {
                Some(span) => batch.push(span),
                None => break,
            },
            () = &mut gathered => break,
            _ = stop.changed() => break,
        }
    }
    batch
}

async fn send(portal: &Portal, spans: &[Span]) -> Result<(), String> {
    let config = &portal.config.tracing;
    let Some(address) = &config.otlp_url else { return Ok(()) };
    let address = format!("{}/v1/traces", address.trim_end_matches('/'));
    let mut request = Request::post(&address).header(header::CONTENT_TYPE, "application/json");
    if let Some(authorization) = &config.authorization {
        request = request.header(header::AUTHORIZATION, authorization.expose().as_str());
    }
    let body = message(&config.service_name, spans).to_string();
    let request = request.body(Body::from(body)).map_err(|error| error.to_string())?;
    let answer =
        portal.outbound.fetch(request, ANSWER_BYTES, PATIENCE).await.map_err(|error| error.to_string())?;
    match answer.status() {
        status if status.is_success() => Ok(()),
        status => Err(format!("{address} answers with {status}")),
    }
}
