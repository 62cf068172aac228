//! Which pages have a twin.
use crate::config::Config;
use axum::http::Uri;
use serde::Deserialize;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Twin {
    Catalog { query: String, page: Option<u32> },
    Search { query: String, product: Option<String>, page: Option<u32> },
    Product { product: String },
    Document { product: String, path: String },
    Version { product: String, version: String, tag: Option<String> },
    Operation { product: String, version: String, operation: String },
    Schema { product: String, version: String, at: String },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub twin: Twin,
    /// The address itself ends in `.md`.
    pub by_address: bool,
}

/// What the pages' queries hold; the rest of a query means nothing here.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Query {
    q: String,
    page: String,
    product: Option<String>,
    tag: Option<String>,
    at: String,
}

/// The twin that an address below the base path names, with or without `.md`.
pub fn parse(config: &Config, uri: &Uri) -> Option<Found> {
    let path = uri.path().strip_prefix(config.server.base_path())?;
    let query = uri.query().unwrap_or_default();
    if path == "/apis.md" {
        return Some(Found { twin: catalog(query), by_address: true });
    }
    let (page, by_address) = match path.strip_suffix(".md") {
        Some(page) => (page, true),
        None => (path, false),
    };
    let twin = twin(page, query)?;
    let is_plain = !matches!(twin, Twin::Catalog { .. });
    (is_plain || !by_address).then_some(Found { twin, by_address })
}

fn catalog(query: &str) -> Twin {
    let query = read(query);
    Twin::Catalog { query: query.q, page: query.page.parse().ok() }
}

fn twin(page: &str, query: &str) -> Option<Twin> {
    let segments: Vec<&str> = page.trim_start_matches('/').split('/').collect();
    let text = |segment: &str| segment.to_owned();
    let twin = match segments[..] {
        [""] => catalog(query),
        ["search"] => {
            let query = read(query);
            Twin::Search { query: query.q, product: query.product, page: query.page.parse().ok() }
        }
        ["apis", product] if is_slug(product) => Twin::Product { product: text(product) },
        ["apis", product, "docs", ref rest @ ..] if !rest.is_empty() => {
            Twin::Document { product: text(product), path: rest.join("/") }
        }
        ["apis", _, "docs" | "icon"] => return None,
        ["apis", product, version] if is_slug(version) => {
            Twin::Version { product: text(product), version: text(version), tag: read(query).tag }
        }
        ["apis", product, version, "reference", operation] if is_slug(operation) => {
            Twin::Operation { product: text(product), version: text(version), operation: text(operation) }
        }
        ["apis", product, version, "schemas"] => {
            Twin::Schema { product: text(product), version: text(version), at: read(query).at }
        }
        _ => return None,
    };
    Some(twin)
}

fn read(query: &str) -> Query {
    serde_urlencoded::from_str(query).unwrap_or_default()
}

/// Slugs need no decoding; whatever does names nothing.
fn is_slug(segment: &str) -> bool {
    !segment.is_empty() && segment.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(uri: &str) -> Option<(String, bool)> {
        let variables = [("PORTICO_SERVER_PUBLIC_URL".to_owned(), "https://a.example/developers".to_owned())];
        let config = Config::load(None, variables.into_iter()).expect("a valid configuration");
        let found = parse(&config, &uri.parse().expect("an address"))?;
        let name = format!("{:?}", found.twin);
        Some((name.split([' ', '{']).next().unwrap_or_default().to_owned(), found.by_address))
    }

    #[test]
    fn pages_that_are_open_to_read_have_a_twin() {
        let cases = [
            ("/developers", Some(("Catalog", false))),
            ("/developers/", Some(("Catalog", false))),
            ("/developers/apis.md?q=a", Some(("Catalog", true))),
            ("/developers/search.md?q=a", Some(("Search", true))),
            ("/developers/apis/weather.md", Some(("Product", true))),
            ("/developers/apis/weather/docs/a/b.md", Some(("Document", true))),
            ("/developers/apis/weather/2.0", Some(("Version", false))),
            ("/developers/apis/weather/2.0.md", Some(("Version", true))),
            ("/developers/apis/weather/2.0/reference/get-a.md", Some(("Operation", true))),
            ("/developers/apis/weather/2.0/schemas.md?at=%23/a", Some(("Schema", true))),
            ("/developers/apis/weather/icon", None),
            ("/developers/apis/weather/2.0/register", None),
            ("/developers/apis/weather/2.0/openapi.json", None),
            ("/developers/.md", None),
            ("/developers/admin.md", None),
            ("/developers/apps", None),
            ("/apis/weather.md", None),
        ];
        for (uri, expected) in cases {
            assert_eq!(found(uri), expected.map(|(name, by)| (name.to_owned(), by)), "{uri}");
        }
    }
}
