use std::net::{IpAddr, SocketAddr};

use super::Network;
use crate::config::setting::text_setting;

/// What may be called although it is inside: by name or by address, on every port or on one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboundRule {
    target: Target,
    port: Option<u16>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    /// Lower case; whatever it resolves to is allowed.
    Host(String),
    Network(Network),
}

impl OutboundRule {
    fn parse(text: &str) -> Option<Self> {
        if let Some(network) = Network::parse(text) {
            return Some(OutboundRule { target: Target::Network(network), port: None });
        }
        if let Ok(socket) = text.parse::<SocketAddr>() {
            let target = Target::Network(Network::only(socket.ip()));
            return (socket.port() != 0).then_some(OutboundRule { target, port: Some(socket.port()) });
        }
        let (host, port) = match text.split_once(':') {
            Some((host, port)) => (host, Some(port.parse().ok().filter(|port| *port != 0)?)),
            None => (text, None),
        };
        is_host_name(host).then(|| OutboundRule { target: Target::Host(host.to_ascii_lowercase()), port })
    }

    pub fn allows(&self, host: &str, address: IpAddr, port: u16) -> bool {
        let target = match &self.target {
            Target::Host(name) => host.trim_end_matches('.').eq_ignore_ascii_case(name),
            Target::Network(network) => network.contains(address),
        };
        target && self.port.is_none_or(|only| only == port)
    }
}

/// Labels of letters, digits and hyphens. A name of digits and dots alone is a mistyped address.
fn is_host_name(host: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    host.len() <= 253
        && host.split('.').all(label)
        && !host.bytes().all(|byte| b"0123456789.".contains(&byte))
}

text_setting!(
    OutboundRule,
    "a host, an address or a range, with a port or without: \"orders.internal:8443\", \"10.1.2.3\" or \"10.1.0.0/16\"",
    OutboundRule::parse
);

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(rule: &str, host: &str, address: &str, port: u16) -> bool {
        OutboundRule::parse(rule).unwrap().allows(host, address.parse().unwrap(), port)
    }

    #[test]
    fn a_host_is_allowed_by_name_on_its_port() {
        assert!(allows("orders.internal", "Orders.Internal", "10.0.0.1", 80));
        assert!(allows("orders.internal:8443", "orders.internal", "10.0.0.1", 8443));
        assert!(!allows("orders.internal:8443", "orders.internal", "10.0.0.1", 80));
        assert!(!allows("orders.internal", "evil.orders.internal", "10.0.0.1", 80));
    }

    #[test]
    fn an_address_is_allowed_whatever_its_name() {
        assert!(allows("10.1.0.0/16", "any.example", "10.1.9.9", 80));
        assert!(allows("127.0.0.1:9000", "localhost", "127.0.0.1", 9000));
        assert!(!allows("127.0.0.1:9000", "localhost", "127.0.0.1", 9001));
        assert!(allows("[::1]:9000", "localhost", "::1", 9000));
    }

    #[test]
    fn refuses_what_is_neither() {
        for text in [
            "",
            "10.0.0",
            "http://orders",
            "orders:",
            "orders:0",
            "orders:99999",
            "-a",
            "a..b",
            "10.0.0.0/40",
        ] {
            assert_eq!(OutboundRule::parse(text), None, "{text:?}");
        }
    }
}
