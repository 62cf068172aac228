//! What passes between client and upstream, and what does not.
use crate::{
    config::Config,
    verify::{Answer, is_identity_name},
};
use app::{paths, time::Timestamp};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use std::net::IpAddr;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// Hop-by-hop (RFC 9110, section 7.6.1): about this connection only.
const HOP_BY_HOP: [&str; 9] = [
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// The portal's own cookies, which a browser sends to every port of its host.
const OWN_COOKIES: [&str; 2] = ["portico", "__Host-portico"];

/// The client's headers as the upstream gets them: identity from the verdict, never from the client,
/// and without the key. Tokens are passed on: they are meant for the API.
pub fn prepare(headers: &mut HeaderMap, config: &Config, peer: Option<IpAddr>, answer: &Answer) {
    remove_hop_by_hop(headers);
    let forged: Vec<HeaderName> =
        headers.keys().filter(|name| is_identity_name(name.as_str())).cloned().collect();
    for name in forged.iter().chain(answer.scheme.key_headers()) {
        headers.remove(name);
    }
    remove_own_cookies(headers);
    forwarded(headers, config, peer);
    for (name, value) in &answer.identity {
        headers.insert(name, value.clone());
    }
}

fn remove_hop_by_hop(headers: &mut HeaderMap) {
    let listed: Vec<HeaderName> = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| HeaderName::try_from(name.trim()).ok())
        .collect();
    for name in listed {
        headers.remove(name);
    }
    for name in HOP_BY_HOP {
        headers.remove(name);
    }
}

fn remove_own_cookies(headers: &mut HeaderMap) {
    if !headers.contains_key(header::COOKIE) {
        return;
    }
    let kept: Vec<String> = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .map(str::trim)
        .filter(|pair| !OWN_COOKIES.contains(&pair.split('=').next().unwrap_or_default()))
        .map(str::to_owned)
        .collect();
    headers.remove(header::COOKIE);
    if let (false, Ok(value)) = (kept.is_empty(), HeaderValue::from_str(&kept.join("; "))) {
        headers.insert(header::COOKIE, value);
    }
}

/// What a trusted proxy says is kept and added to; what anybody else says is replaced.
fn forwarded(headers: &mut HeaderMap, config: &Config, peer: Option<IpAddr>) {
    let host = headers.remove(header::HOST);
    headers.remove(header::FORWARDED);
    let peer = peer.map(|address| address.to_canonical());
    let trusted = peer.is_some_and(|peer| config.server.trusts(peer));
    if !trusted {
        for name in [FORWARDED_FOR, FORWARDED_HOST, FORWARDED_PROTO] {
            headers.remove(name);
        }
    }
    if let Some(value) = peer.and_then(|peer| HeaderValue::from_str(&peer.to_string()).ok()) {
        headers.append(FORWARDED_FOR, value);
    }
    if let Some(host) = host {
        headers.entry(FORWARDED_HOST).or_insert(host);
    }
    let scheme = if config.gateway.public_url.is_https() { "https" } else { "http" };
    headers.entry(FORWARDED_PROTO).or_insert(HeaderValue::from_static(scheme));
}

/// The upstream's headers as the client gets them; a deprecated version says so (RFC 9745, RFC 8594).
pub fn finish(headers: &mut HeaderMap, config: &Config, answer: &Answer) {
    remove_hop_by_hop(headers);
    let Some(version) = &answer.facts.version else { return };
    let Some(deprecated_at) = version.deprecated_at.filter(|_| version.stage.as_str() == "deprecated") else {
        return;
    };
    let mut set = |name: HeaderName, text: String| {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.append(name, value);
        }
    };
    set(HeaderName::from_static("deprecation"), format!("@{}", deprecated_at.timestamp()));
    if let Some(sunset_at) = version.sunset_at {
        set(HeaderName::from_static("sunset"), http_date(sunset_at));
    }
    let page = config.server.url(&paths::version(answer.product(), answer.version()));
    set(header::LINK, format!("<{page}>; rel=\"deprecation\""));
}

/// "Sat, 21 Nov 2026 10:42:00 GMT".
fn http_date(at: Timestamp) -> String {
    at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
