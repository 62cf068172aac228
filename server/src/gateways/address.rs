use axum::http::Uri;

/// Where something answers, as configurations of gateways write it: `https://api.example/v1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    pub is_tls: bool,
    /// IPv6 in brackets.
    host: String,
    pub port: u16,
    /// "" or "/v1", without a slash at its end.
    pub path: String,
}

impl Address {
    /// Absent for what is no address, and for one with characters that mean more than themselves in
    /// some gateway's configuration.
    pub fn parse(text: &str) -> Option<Self> {
        let means_itself = |c: char| c.is_ascii_alphanumeric() || "-_.~/:[]".contains(c);
        let uri: Uri = text.chars().all(means_itself).then(|| text.parse().ok())??;
        let is_tls = match uri.scheme_str()? {
            "http" => false,
            "https" => true,
            _ => return None,
        };
        let authority = uri.authority()?;
        Some(Self {
            is_tls,
            host: authority.host().to_owned(),
            port: authority.port_u16().unwrap_or(if is_tls { 443 } else { 80 }),
            path: uri.path().trim_end_matches('/').to_owned(),
        })
    }

    pub fn scheme(&self) -> &'static str {
        if self.is_tls { "https" } else { "http" }
    }

    /// As a `Host` header has it: the port only where it is not the scheme's own.
    pub fn authority(&self) -> String {
        match (self.is_tls, self.port) {
            (false, 80) | (true, 443) => self.host.clone(),
            _ => self.host_and_port(),
        }
    }

    pub fn host_and_port(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// Without the brackets of an IPv6 address.
    pub fn bare_host(&self) -> &str {
        self.host.trim_start_matches('[').trim_end_matches(']')
    }

    pub fn origin(&self) -> String {
        format!("{}://{}", self.scheme(), self.authority())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_an_address_apart() {
        let address = Address::parse("https://api.example/v1/").unwrap();
        assert_eq!(
            (address.host_and_port(), address.origin()),
            ("api.example:443".into(), "https://api.example".into())
        );
        assert_eq!(address.path, "/v1");
        let address = Address::parse("http://[::1]:3000").unwrap();
        assert_eq!((address.bare_host(), address.authority()), ("::1", "[::1]:3000".into()));
        for text in ["", "ftp://a", "http://a/$x", "http://a/%20", "http://a/;b", "http://a b", "http://"] {
            assert_eq!(Address::parse(text), None, "{text}");
        }
    }
}
