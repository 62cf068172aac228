use axum::http::Uri;

/// What a call is for: the first two parts of its path, and the rest as it came.
#[derive(Debug, PartialEq, Eq)]
pub struct Target<'r> {
    pub product: &'r str,
    pub version: &'r str,
    /// Empty, or from the slash on.
    rest: &'r str,
    query: Option<&'r str>,
}

pub fn parse(uri: &Uri) -> Option<Target<'_>> {
    let path = uri.path().strip_prefix('/')?;
    let (product, path) = path.split_once('/')?;
    let (version, rest) = path.split_at(path.find('/').unwrap_or(path.len()));
    (!product.is_empty() && !version.is_empty()).then_some(Target {
        product,
        version,
        rest,
        query: uri.query(),
    })
}

impl Target<'_> {
    /// Whether the rest could leave the upstream's own path: `..`, however it is written.
    pub fn escapes(&self) -> bool {
        let mut decoded = self.rest.to_ascii_lowercase();
        // Twice, since an upstream may decode once more.
        for _ in 0..2 {
            decoded =
                decoded.replace("%25", "%").replace("%2e", ".").replace("%2f", "/").replace("%5c", "\\");
        }
        decoded.split(['/', '\\', ';']).any(|segment| segment == ".." || segment == ".")
    }

    pub fn at(&self, upstream: &str) -> Option<Uri> {
        let mut address = format!("{}{}", upstream.trim_end_matches('/'), self.rest);
        if let Some(query) = self.query {
            address.push('?');
            address.push_str(query);
        }
        let uri: Uri = address.parse().ok()?;
        uri.authority().is_some().then_some(uri)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(uri: &str) -> Option<String> {
        let uri: Uri = uri.parse().expect("a path");
        let target = parse(&uri)?;
        if target.escapes() {
            return Some("refused".to_owned());
        }
        target.at("https://api.example.com/v2/").map(|uri| uri.to_string())
    }

    #[test]
    fn the_rest_is_sent_as_it_came() {
        let cases = [
            ("/weather/2.0/forecast?city=Oslo&x=%2F", "https://api.example.com/v2/forecast?city=Oslo&x=%2F"),
            ("/weather/2.0", "https://api.example.com/v2"),
            ("/weather/2.0/", "https://api.example.com/v2/"),
            ("/weather/2.0//a//b%20c", "https://api.example.com/v2//a//b%20c"),
            ("/weather/2.0/a/../b", "refused"),
            ("/weather/2.0/%2E%2e/b", "refused"),
            ("/weather/2.0/..%2fb", "refused"),
            ("/weather/2.0/%252e%252e/b", "refused"),
            ("/weather/2.0/..;/b", "refused"),
            ("/weather/2.0/..%5cb", "refused"),
            ("/weather/2.0/a..b/...", "https://api.example.com/v2/a..b/..."),
        ];
        for (call, expected) in cases {
            assert_eq!(sent(call).as_deref(), Some(expected), "{call}");
        }
        for call in ["/", "/weather", "/weather/", "//2.0/a"] {
            assert_eq!(sent(call), None, "{call}");
        }
    }
}
