use super::{process, text::Text};
use crate::{db::DbError, jobs, portal::Portal, verify::Reason};
use axum::{Router, http::header, response::IntoResponse, routing::get};
use std::sync::{PoisonError, atomic::Ordering};

const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// For a listener of its own: figures are for those who run the portal, and not for its public address.
pub fn router(portal: Portal) -> Router {
    let figures = move || {
        let portal = portal.clone();
        async move { ([(header::CONTENT_TYPE, CONTENT_TYPE)], write(&portal).await).into_response() }
    };
    Router::new().route("/metrics", get(figures))
}

async fn write(portal: &Portal) -> String {
    let mut text = Text::default();
    text.begin("portico_build_info", "gauge", "The version that runs; always 1.");
    let database = if portal.db.is_postgres() { "postgresql" } else { "sqlite" };
    text.sample("portico_build_info", &[("version", env!("CARGO_PKG_VERSION")), ("database", database)], 1);
    verdicts(&mut text, portal);
    http(&mut text, portal);
    usage(&mut text, portal);
    pools(&mut text, portal);
    let queue = queue(&mut text, portal).await;
    text.single(
        "portico_database_up",
        "gauge",
        "Whether the database answered when these figures were asked for.",
        u8::from(queue.is_ok()),
    );
    process::write(&mut text);
    text.finish()
}

fn verdicts(text: &mut Text, portal: &Portal) {
    let counted = &portal.metrics.0;
    let name = "portico_verdicts_total";
    text.begin(name, "counter", "Verdicts given to gateways, by reason; \"allowed\" let the call through.");
    text.sample(name, &[("reason", "allowed")], counted.allowed.load(Ordering::Relaxed));
    for (reason, count) in Reason::ALL.iter().zip(&counted.refused) {
        text.sample(name, &[("reason", reason.code())], count.load(Ordering::Relaxed));
    }
    let help = "From the question to the verdict, without the time on the network.";
    counted.verdict_time.write(text, "portico_verdict_duration_seconds", help);
    text.single(
        "portico_verdict_reads_total",
        "counter",
        "Questions to the database for verdicts; all others were given from answers that still hold.",
        counted.verdict_reads.load(Ordering::Relaxed),
    );
}

fn http(text: &mut Text, portal: &Portal) {
    let counted = &portal.metrics.0;
    let name = "portico_http_requests_total";
    text.begin(name, "counter", "Requests to the portal, without those of gateways, by route and status.");
    for (line, count) in &*counted.http.lock().unwrap_or_else(PoisonError::into_inner) {
        let status = line.status.to_string();
        text.sample(
            name,
            &[("route", line.route.as_str()), ("method", line.method), ("status", status.as_str())],
            count,
        );
    }
    let help = "From the request to the beginning of its answer.";
    counted.http_time.write(text, "portico_http_request_duration_seconds", help);
}

fn usage(text: &mut Text, portal: &Portal) {
    let waiting = portal.verdicts.usage().waiting();
    text.single(
        "portico_usage_lines_waiting",
        "gauge",
        "Lines of counted calls that are not written yet; written within a second.",
        waiting.lines,
    );
    text.single(
        "portico_usage_calls_waiting",
        "gauge",
        "Single calls that are kept to be looked at, and not written yet.",
        waiting.calls,
    );
}

fn pools(text: &mut Text, portal: &Portal) {
    let name = "portico_database_connections";
    text.begin(name, "gauge", "Open connections of each pool, in use and idle.");
    for pool in portal.db.pool_sizes() {
        text.sample(name, &[("pool", pool.name), ("state", "in_use")], pool.open.saturating_sub(pool.idle));
        text.sample(name, &[("pool", pool.name), ("state", "idle")], pool.idle);
    }
    let name = "portico_database_connections_max";
    text.begin(name, "gauge", "The most connections that a pool may open.");
    for pool in portal.db.pool_sizes() {
        text.sample(name, &[("pool", pool.name)], pool.most);
    }
}

async fn queue(text: &mut Text, portal: &Portal) -> Result<(), DbError> {
    let now = portal.clock.now();
    let depth = jobs::depth(&mut portal.db.read().await?, now).await?;
    let name = "portico_jobs";
    text.begin(name, "gauge", "Jobs of all replicas: due, to be tried or done later, given up.");
    text.sample(name, &[("state", "due")], depth.due);
    text.sample(name, &[("state", "later")], depth.later);
    text.sample(name, &[("state", "given_up")], depth.given_up);
    let age = depth.oldest_due.map_or(0.0, |oldest| (now - oldest).as_seconds_f64().max(0.0));
    text.single(
        "portico_jobs_oldest_due_seconds",
        "gauge",
        "How long the oldest due job has been waiting.",
        age,
    );
    Ok(())
}
