use std::net::{IpAddr, SocketAddr};

use crate::config::{
    section::{empty, section},
    values::{Milliseconds, OutboundRule, PublicUrl},
};

section! {
    /// The embedded gateway, for companies that have no gateway yet and for a first look.
    pub struct Gateway = "gateway" {
        /// Off where another gateway asks the portal for its verdicts.
        enabled: bool = true;

        /// Address and port that the gateway listens on.
        listen: SocketAddr = "127.0.0.1:8000";

        /// The address that developers call, shown with every key.
        public_url: PublicUrl = "http://127.0.0.1:8000";

        /// Milliseconds to reach an upstream.
        connect_timeout_ms: Milliseconds = 3000, within 10..=60_000;

        /// Milliseconds until an upstream's response must begin; its body may take longer.
        response_timeout_ms: Milliseconds = 30_000, within 10..=600_000;
    }
}

section! {
    /// Which inner addresses the portal may call. Public ones need no entry; private, loopback and
    /// link-local ones are refused unless they are listed.
    pub struct Outbound = "outbound" {
        /// Inner upstreams that the embedded gateway may reach.
        allow: Vec<OutboundRule> = empty();
    }
}

impl Outbound {
    /// Whether an inner `address`, found under `host`, was allowed for this port.
    pub fn allows(&self, host: &str, address: IpAddr, port: u16) -> bool {
        self.allow.iter().any(|rule| rule.allows(host, address, port))
    }
}
