//! What a gateway tells of a call beside its key. It is shown to people, and never decides: the path is
//! the client's word, and the address is as good as the gateway that tells it.
use axum::http::{HeaderMap, HeaderName, Method};
use std::{borrow::Cow, net::IpAddr};

#[derive(Debug, Clone, Copy, Default)]
pub struct About<'r> {
    pub address: Option<IpAddr>,
    pub method: Option<&'r str>,
    /// Without its query, which may hold secrets.
    pub path: Option<&'r str>,
    /// Sent from the portal's own pages.
    pub tried: bool,
}

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const METHODS: [HeaderName; 2] =
    [HeaderName::from_static("x-forwarded-method"), HeaderName::from_static("x-original-method")];
const PATHS: [HeaderName; 2] =
    [HeaderName::from_static("x-forwarded-uri"), HeaderName::from_static("x-original-uri")];

impl<'r> About<'r> {
    /// From what gateways send along. `method` and `below` are the question's own: Envoy asks with the
    /// call's method, and appends its path.
    pub fn forwarded(headers: &'r HeaderMap, method: &'r Method, below: &'r str) -> Self {
        let told = |names: &[HeaderName]| -> Option<&'r str> {
            names.iter().find_map(|name| headers.get(name)?.to_str().ok())
        };
        let path = told(&PATHS).or(Some(below).filter(|below| !below.is_empty()));
        let own_method = path.is_some_and(|_| !below.is_empty()).then_some(method.as_str());
        Self {
            address: told(&[FORWARDED_FOR]).and_then(nearest),
            method: told(&METHODS).or(own_method),
            path: path.map(without_query),
            tried: false,
        }
    }
}

/// The last one is what the gateway itself saw; those before it anybody can make up.
fn nearest(forwarded: &str) -> Option<IpAddr> {
    let last = forwarded.rsplit(',').next()?.trim();
    let address = last.parse().ok().or_else(|| {
        let socket: std::net::SocketAddr = last.parse().ok()?;
        Some(socket.ip())
    });
    address.map(|address: IpAddr| address.to_canonical())
}

/// The path without what looks like a key of this portal: some write it where it does not belong.
pub fn without_keys<'p>(path: &'p str, prefix: &str) -> Cow<'p, str> {
    if prefix.is_empty() || !path.contains(prefix) {
        return Cow::Borrowed(path);
    }
    let segments = path.split('/').map(|segment| match segment.split_once(prefix) {
        Some((before, _)) => format!("{before}{prefix}…"),
        None => segment.to_owned(),
    });
    Cow::Owned(segments.collect::<Vec<_>>().join("/"))
}

pub fn without_query(path: &str) -> &str {
    path.split(['?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn the_nearest_address_and_no_query() {
        let told = headers(&[
            ("x-forwarded-for", "6.6.6.6, ::ffff:10.0.0.7"),
            ("x-forwarded-uri", "/forecast?apikey=secret"),
            ("x-forwarded-method", "PUT"),
        ]);
        let about = About::forwarded(&told, &Method::GET, "");
        assert_eq!(about.address, "10.0.0.7".parse().ok());
        assert_eq!((about.method, about.path), (Some("PUT"), Some("/forecast")));
    }

    #[test]
    fn no_key_stays_in_a_path() {
        assert_eq!(without_keys("/a/ptk_0123/b", "ptk_"), "/a/ptk_…/b");
        assert_eq!(without_keys("/a?b", "ptk_"), "/a?b");
    }

    #[test]
    fn envoy_asks_with_the_calls_own_method_and_path() {
        let none = headers(&[]);
        let about = About::forwarded(&none, &Method::DELETE, "/pets/7?x=1");
        assert_eq!((about.method, about.path), (Some("DELETE"), Some("/pets/7")));
        let about = About::forwarded(&none, &Method::GET, "");
        assert_eq!((about.address, about.method, about.path), (None, None, None));
    }
}
