use std::fmt;

use http::Uri;

use crate::config::setting::text_setting;

/// An address as people see it: origin and base path, taken apart once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
    base_path: String,
}

impl PublicUrl {
    pub fn parse(text: &str) -> Option<Self> {
        let uri: Uri = text.parse().ok()?;
        let scheme = uri.scheme_str().filter(|scheme| ["http", "https"].contains(scheme))?;
        let authority = uri.authority()?;
        let plain_authority = !authority.as_str().contains('@') && !uri.host()?.is_empty();
        // `Uri` drops a fragment without a word.
        let plain_path = uri.query().is_none() && !text.contains(['#', '?']) && is_plain_path(uri.path());
        if !plain_authority || !plain_path {
            return None;
        }
        // Browsers leave the scheme's own port out of `Origin`.
        let own_port = if scheme == "https" { 443 } else { 80 };
        let port = match authority.as_str().strip_prefix(uri.host()?)? {
            "" => None,
            colon_and_port => {
                Some(colon_and_port.strip_prefix(':')?.parse().ok().filter(|port: &u16| *port != 0)?)
            }
        };
        let host = uri.host()?.to_ascii_lowercase();
        let origin = match port {
            Some(port) if port != own_port => format!("{scheme}://{host}:{port}"),
            _ => format!("{scheme}://{host}"),
        };
        Some(PublicUrl { origin, base_path: uri.path().trim_end_matches('/').to_owned() })
    }

    /// "https://acme.example", as browsers send it.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// "" or "/developers".
    pub fn base_path(&self) -> &str {
        &self.base_path
    }

    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https:")
    }

    /// The full address of a path that begins with a slash and does not contain the base path.
    pub fn join(&self, path: &str) -> String {
        format!("{self}{path}")
    }
}

/// Without the slash at its end.
impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.base_path)
    }
}

/// A base path is put into routes and cookies, so it has only characters that mean themselves there.
fn is_plain_path(path: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.~/".contains(c);
    path.chars().all(plain)
        && !path.contains("//")
        && !path.split('/').any(|segment| segment == "." || segment == "..")
}

text_setting!(
    PublicUrl,
    "an http or https address, such as \"https://acme.example/developers\"",
    PublicUrl::parse
);

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (String, String) {
        let url = PublicUrl::parse(text).unwrap();
        (url.origin().to_owned(), url.base_path().to_owned())
    }

    #[test]
    fn takes_origin_and_base_path_apart() {
        assert_eq!(parts("http://127.0.0.1:8080"), ("http://127.0.0.1:8080".into(), "".into()));
        assert_eq!(parts("https://acme.example/"), ("https://acme.example".into(), "".into()));
        assert_eq!(
            parts("https://acme.example/developers/"),
            ("https://acme.example".into(), "/developers".into())
        );
        assert_eq!(parts("http://[::1]:8080/a/b"), ("http://[::1]:8080".into(), "/a/b".into()));
    }

    #[test]
    fn writes_the_origin_as_browsers_do() {
        assert_eq!(parts("https://ACME.example:443").0, "https://acme.example");
        assert_eq!(parts("http://acme.example:80").0, "http://acme.example");
        assert_eq!(parts("https://acme.example:80").0, "https://acme.example:80");
    }

    #[test]
    fn joins_paths() {
        let url = PublicUrl::parse("https://acme.example/developers/").unwrap();
        assert_eq!(url.join("/sign-in"), "https://acme.example/developers/sign-in");
    }

    #[test]
    fn refuses_what_is_no_public_address() {
        for text in [
            "",
            "acme.example",
            "/developers",
            "ftp://acme.example",
            "https://",
            "https://user:password@acme.example",
            "https://acme.example/?a=b",
            "https://acme.example/#top",
            "https://acme.example:99999",
            "https://acme.example:",
            "https://acme.example/a//b",
            "https://acme.example/../b",
            "https://acme.example/{id}",
        ] {
            assert_eq!(PublicUrl::parse(text), None, "{text:?}");
        }
    }
}
