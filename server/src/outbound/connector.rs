use super::is_public;
use crate::config::Config;
use hyper::Uri;
use hyper_util::rt::TokioIo;
use std::{
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};
use tokio::net::{TcpStream, lookup_host};
use tower::Service;

/// Resolves, judges and connects. Nothing else in the client knows addresses.
#[derive(Debug, Clone)]
pub struct Connector {
    config: Arc<Config>,
}

#[derive(Debug, thiserror::Error)]
pub enum NotConnected {
    #[error("the address has no host")]
    NoHost,
    #[error("{host} is not known: {source}")]
    Unknown { host: String, source: std::io::Error },
    #[error("{host} is inside ({address}) and not allowed by [outbound] allow")]
    Refused { host: String, address: IpAddr },
    #[error("{host} does not answer: {source}")]
    Unreachable { host: String, source: std::io::Error },
    #[error("{host} did not answer in time")]
    Slow { host: String },
}

impl Connector {
    pub fn new(config: Arc<Config>) -> Self {
        Self { config }
    }

    async fn connect(self, uri: Uri) -> Result<TokioIo<TcpStream>, NotConnected> {
        let host = uri.host().ok_or(NotConnected::NoHost)?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("https") { 443 } else { 80 });
        let limit = self.config.gateway.connect_timeout_ms.duration();
        let connecting = self.connect_to(&host, port);
        match tokio::time::timeout(limit, connecting).await {
            Ok(connected) => connected,
            Err(_) => Err(NotConnected::Slow { host }),
        }
    }

    async fn connect_to(&self, host: &str, port: u16) -> Result<TokioIo<TcpStream>, NotConnected> {
        let unknown = |source| NotConnected::Unknown { host: host.to_owned(), source };
        let addresses: Vec<SocketAddr> = lookup_host((host, port)).await.map_err(unknown)?.collect();
        // One inner address among public ones is refused as well: rebinding works that way.
        if let Some(inner) = addresses.iter().find(|address| !self.may_reach(host, **address)) {
            return Err(NotConnected::Refused { host: host.to_owned(), address: inner.ip() });
        }
        let mut failed = std::io::Error::from(std::io::ErrorKind::AddrNotAvailable);
        for address in addresses {
            match TcpStream::connect(address).await {
                Ok(stream) => {
                    let _ = stream.set_nodelay(true);
                    return Ok(TokioIo::new(stream));
                }
                Err(error) => failed = error,
            }
        }
        Err(NotConnected::Unreachable { host: host.to_owned(), source: failed })
    }

    fn may_reach(&self, host: &str, address: SocketAddr) -> bool {
        let demo = &self.config.demo;
        is_public(address.ip())
            || self.config.outbound.allows(host, address.ip(), address.port())
            || (demo.enabled && address == demo.upstream_listen)
    }
}

impl Service<Uri> for Connector {
    type Response = TokioIo<TcpStream>;
    type Error = NotConnected;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        Box::pin(self.clone().connect(uri))
    }
}
