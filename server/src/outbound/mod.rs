//! Every HTTP request that leaves the portal, so that what it may reach is decided in one place.
//!
//! Names are resolved here and each address is judged before it is connected to; an address written
//! in the URL goes the same way. Inner addresses need an entry in `[outbound] allow`. Redirects are
//! never followed.
mod addresses;
mod connector;

pub use addresses::is_public;
pub use connector::NotConnected;

use crate::config::Config;
use axum::body::{Body, Bytes};
use connector::Connector;
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, Error},
    rt::{TokioExecutor, TokioTimer},
};
use std::{error::Error as _, sync::Arc, time::Duration};

/// A client that reaches only what it may. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Outbound {
    client: Client<HttpsConnector<Connector>, Body>,
    response_timeout: Duration,
}

/// Why there is no response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The address is inside and not on the list of what may be reached.
    Refused(String),
    Unreachable(String),
    Slow,
    /// Connected, and then no proper response.
    Broken(String),
}

const IDLE: Duration = Duration::from_secs(60);

impl Outbound {
    pub fn new(config: &Arc<Config>) -> Self {
        let connector = HttpsConnectorBuilder::new()
            .with_webpki_roots()
            .https_or_http()
            .enable_http1()
            .wrap_connector(Connector::new(config.clone()));
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .build(connector);
        Self { client, response_timeout: config.gateway.response_timeout_ms.duration() }
    }

    /// Sends the request as it is; bodies are streamed both ways.
    pub async fn send(&self, request: http::Request<Body>) -> Result<http::Response<Incoming>, Failure> {
        match tokio::time::timeout(self.response_timeout, self.client.request(request)).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(failure(&error)),
            Err(_) => Err(Failure::Slow),
        }
    }

    /// Sends the request and reads its whole answer: at most `limit` bytes, within `deadline`.
    pub async fn fetch(
        &self,
        request: http::Request<Body>,
        limit: usize,
        deadline: Duration,
    ) -> Result<http::Response<Bytes>, Failure> {
        let fetching = async {
            let (parts, body) = self.send(request).await?.into_parts();
            let body = Limited::new(body, limit).collect().await;
            let body = body.map_err(|error| Failure::Broken(error.to_string()))?.to_bytes();
            Ok(http::Response::from_parts(parts, body))
        };
        tokio::time::timeout(deadline, fetching).await.unwrap_or(Err(Failure::Slow))
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(why) | Self::Unreachable(why) | Self::Broken(why) => f.write_str(why),
            Self::Slow => f.write_str("it did not answer in time"),
        }
    }
}

fn failure(error: &Error) -> Failure {
    let mut source = error.source();
    while let Some(cause) = source {
        if let Some(not_connected) = cause.downcast_ref::<NotConnected>() {
            return match not_connected {
                NotConnected::Refused { .. } => Failure::Refused(not_connected.to_string()),
                NotConnected::Slow { .. } => Failure::Slow,
                _ => Failure::Unreachable(not_connected.to_string()),
            };
        }
        source = cause.source();
    }
    if error.is_connect() {
        Failure::Unreachable(error.to_string())
    } else {
        Failure::Broken(error.to_string())
    }
}
