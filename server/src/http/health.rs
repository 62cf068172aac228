use super::State;
use axum::{extract, http::StatusCode};
use std::sync::atomic::Ordering;

/// The process runs.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The process can do its work: the database answers, and it is not being shut down.
pub async fn readyz(extract::State(state): extract::State<State>) -> (StatusCode, &'static str) {
    if state.draining.load(Ordering::Relaxed) {
        return (StatusCode::SERVICE_UNAVAILABLE, "shutting down\n");
    }
    match state.portal.db.ping().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}
