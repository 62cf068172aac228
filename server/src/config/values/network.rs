use std::{fmt, net::IpAddr};

use crate::config::setting::text_setting;

/// One address, or the range that a CIDR prefix names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
            Some(_) => return None,
            None => longest,
        };
        (prefix <= longest).then_some(Network { address, prefix })
    }

    pub fn only(address: IpAddr) -> Self {
        Network { address, prefix: if address.is_ipv4() { 32 } else { 128 } }
    }

    /// Whether the address is within, however it was written: `::ffff:10.0.0.1` is 10.0.0.1.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let beyond = 32 - u32::from(self.prefix);
                (network.to_bits() ^ address.to_bits()).checked_shr(beyond).unwrap_or(0) == 0
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let beyond = 128 - u32::from(self.prefix);
                (network.to_bits() ^ address.to_bits()).checked_shr(beyond).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

text_setting!(Network, "an address or a range, such as \"10.0.0.1\" or \"10.0.0.0/8\"", Network::parse);

#[cfg(test)]
mod tests {
    use super::*;

    fn within(network: &str, address: &str) -> bool {
        Network::parse(network).unwrap().contains(address.parse().unwrap())
    }

    #[test]
    fn a_range_contains_its_addresses() {
        assert!(within("10.0.0.0/8", "10.200.3.4"));
        assert!(!within("10.0.0.0/8", "11.0.0.1"));
        assert!(within("fd00::/8", "fd12::1"));
        assert!(within("0.0.0.0/0", "8.8.8.8"));
        assert!(within("::/0", "2001:db8::1"));
        assert!(!within("0.0.0.0/0", "2001:db8::1"));
    }

    #[test]
    fn an_address_is_a_range_of_one() {
        assert!(within("10.0.0.1", "10.0.0.1"));
        assert!(!within("10.0.0.1", "10.0.0.2"));
    }

    #[test]
    fn a_mapped_address_is_the_address_it_maps() {
        assert!(within("10.0.0.0/8", "::ffff:10.0.0.1"));
    }

    #[test]
    fn refuses_what_is_no_network() {
        for text in ["", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/+8", "fd00::/129", "acme.example"] {
            assert_eq!(Network::parse(text), None, "{text:?}");
        }
    }
}
