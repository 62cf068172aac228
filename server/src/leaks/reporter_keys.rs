//! The public keys of those whose reports count: from an address, from a file, or both.
use super::signature::from_pem;
use crate::portal::Portal;
use app::{error::PortalError, time::Timestamp};
use axum::body::Body;
use chrono::TimeDelta;
use http::{Request, StatusCode, header};
use serde::Deserialize;
use std::{sync::Arc, time::Duration};
use tokio::sync::Mutex;

/// Kept keys are asked for anew after this time.
const FRESH: TimeDelta = TimeDelta::hours(24);
/// A name that is not known makes the portal ask, but no more often than this: everybody can make names up,
/// and GitHub lets a stranger ask 60 times an hour.
const PAUSE: TimeDelta = TimeDelta::minutes(5);
const PATIENCE: Duration = Duration::from_secs(5);
const BYTES: usize = 1 << 20;

/// What was fetched. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct ReporterKeys(Arc<Mutex<Fetched>>);

#[derive(Debug, Default)]
struct Fetched {
    tried_at: Option<Timestamp>,
    fetched_at: Option<Timestamp>,
    keys: Vec<PublicKey>,
}

#[derive(Debug, Deserialize)]
struct Document {
    public_keys: Vec<PublicKey>,
}

#[derive(Debug, Clone, Deserialize)]
struct PublicKey {
    key_identifier: String,
    key: String,
}

impl ReporterKeys {
    /// The key of this name, in DER. `Unavailable` where it may be one that could not be fetched.
    pub async fn find(&self, portal: &Portal, name: &str) -> Result<Option<Vec<u8>>, PortalError> {
        if let Some(key) = of_file(portal, name)? {
            return Ok(Some(key));
        }
        let Some(address) = &portal.config.leaks.keys_url else { return Ok(None) };
        let now = portal.clock.now();
        let mut kept = self.0.lock().await;
        let is_fresh = kept.fetched_at.is_some_and(|at| now - at < FRESH);
        if let Some(key) = named(&kept.keys, name).filter(|_| is_fresh) {
            return Ok(Some(key));
        }
        if kept.tried_at.is_none_or(|at| now - at >= PAUSE) {
            kept.tried_at = Some(now);
            match fetch(portal, address).await {
                Ok(keys) => {
                    kept.keys = keys;
                    kept.fetched_at = Some(now);
                }
                Err(error) => tracing::error!(%address, error, "the keys of leak reports cannot be fetched"),
            }
        }
        match named(&kept.keys, name) {
            Some(key) => Ok(Some(key)),
            None if kept.fetched_at.is_some_and(|at| now - at < FRESH) => Ok(None),
            None => Err(PortalError::Unavailable),
        }
    }
}

fn named(keys: &[PublicKey], name: &str) -> Option<Vec<u8>> {
    from_pem(&keys.iter().find(|key| key.key_identifier == name)?.key)
}

/// Read each time, so that a new file needs no restart.
fn of_file(portal: &Portal, name: &str) -> Result<Option<Vec<u8>>, PortalError> {
    let Some(path) = &portal.config.leaks.keys_file else { return Ok(None) };
    let read = std::fs::read(path).map_err(|error| error.to_string());
    match read.and_then(|text| parse(&text)) {
        Ok(keys) => Ok(named(&keys, name)),
        Err(error) => {
            tracing::error!(path = %path.display(), error, "the keys of leak reports cannot be read");
            Err(PortalError::Unavailable)
        }
    }
}

async fn fetch(portal: &Portal, address: &str) -> Result<Vec<PublicKey>, String> {
    let request = Request::get(address)
        .header(header::ACCEPT, "application/json")
        .header(header::USER_AGENT, concat!("portico/", env!("CARGO_PKG_VERSION")))
        .body(Body::empty())
        .map_err(|error| error.to_string())?;
    let answer = portal.outbound.fetch(request, BYTES, PATIENCE).await.map_err(|error| error.to_string())?;
    match answer.status() {
        StatusCode::OK => parse(answer.body()),
        status => Err(format!("it answers with {status}")),
    }
}

fn parse(text: &[u8]) -> Result<Vec<PublicKey>, String> {
    let document: Document = serde_json::from_slice(text).map_err(|error| error.to_string())?;
    Ok(document.public_keys)
}
