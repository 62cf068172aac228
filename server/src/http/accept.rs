//! What a client would rather read (RFC 9110, section 12.5.1).
use axum::http::{HeaderMap, header};

/// Whether Markdown is wanted: it is named, and no HTML is wanted more. `*/*` names nothing, so that
/// browsers and plain programs get pages.
pub fn prefers_markdown(headers: &HeaderMap) -> bool {
    let wanted = Wanted::read(headers);
    let html = wanted.html.or(wanted.text).or(wanted.any).unwrap_or(0.0);
    wanted.markdown.is_some_and(|markdown| markdown > 0.0 && markdown >= html)
}

/// Whether a person is to read the answer: HTML is named, and no JSON is wanted more.
pub fn prefers_html(headers: &HeaderMap) -> bool {
    let wanted = Wanted::read(headers);
    wanted.html.is_some_and(|html| html > 0.0 && html >= wanted.json.unwrap_or(0.0))
}

/// How much each is wanted, of 1; absent where it is not named.
#[derive(Debug, Default)]
struct Wanted {
    markdown: Option<f32>,
    html: Option<f32>,
    json: Option<f32>,
    text: Option<f32>,
    any: Option<f32>,
}

impl Wanted {
    fn read(headers: &HeaderMap) -> Self {
        let mut wanted = Self::default();
        let ranges = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
        for range in ranges.flat_map(|value| value.split(',')) {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default().to_ascii_lowercase();
            let quality = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
            let quality =
                quality.map_or(Some(1.0), |text| text.parse::<f32>().ok()).unwrap_or(0.0).clamp(0.0, 1.0);
            match name.as_str() {
                "text/markdown" => wanted.markdown = Some(quality),
                "text/html" => wanted.html = Some(quality),
                "application/json" | "application/problem+json" => wanted.json = Some(quality),
                "text/*" => wanted.text = Some(quality),
                "*/*" => wanted.any = Some(quality),
                _ => {}
            }
        }
        wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn markdown_is_for_those_who_name_it() {
        let cases = [
            ("text/markdown", true),
            ("Text/Markdown; charset=utf-8", true),
            ("text/markdown, text/html, */*", true),
            ("text/html, text/markdown", true),
            ("text/html, text/markdown;q=0.9", false),
            ("text/markdown;q=0.5, text/html;q=0.4", true),
            ("text/markdown;q=0.5, */*;q=0.8", false),
            ("text/markdown;q=0.5, text/*;q=0.4, */*;q=0.8", true),
            ("text/markdown;q=0", false),
            ("text/markdown;q=x", false),
            ("text/*", false),
            ("*/*", false),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false),
            ("", false),
        ];
        for (accept, expected) in cases {
            let headers = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]);
            assert_eq!(prefers_markdown(&headers), expected, "{accept}");
        }
        assert!(!prefers_markdown(&HeaderMap::new()));
    }

    #[test]
    fn pages_are_for_those_who_name_html() {
        let cases = [
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true),
            ("text/html", true),
            ("text/html, application/json;q=0.9", true),
            ("application/json, text/html;q=0.9", false),
            ("text/html;q=0", false),
            ("application/json", false),
            ("*/*", false),
            ("", false),
        ];
        for (accept, expected) in cases {
            let headers = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]);
            assert_eq!(prefers_html(&headers), expected, "{accept}");
        }
    }
}
