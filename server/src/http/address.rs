use crate::config::Server;
use axum::{
    extract::ConnectInfo,
    http::{Extensions, HeaderMap},
};
use std::net::{IpAddr, SocketAddr};

/// The caller's address: the connection's, or what the nearest trusted proxy says.
pub fn client_address(server: &Server, extensions: &Extensions, headers: &HeaderMap) -> Option<IpAddr> {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>()?.0.ip().to_canonical();
    if !server.trusts(peer) {
        return Some(peer);
    }
    let forwarded = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<IpAddr> =
        forwarded.flat_map(|value| value.split(',')).filter_map(|hop| hop.trim().parse().ok()).collect();
    // Read from the right: everything left of the first untrusted hop may be made up.
    Some(hops.into_iter().rev().find(|hop| !server.trusts(*hop)).unwrap_or(peer))
}
