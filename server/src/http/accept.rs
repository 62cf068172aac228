//! What a client would rather read (RFC 9110, section 12.5.1).
use axum::http::{HeaderMap, header};

/// Whether Markdown is wanted: it is named, and no HTML is wanted more. `*/*` names nothing, so that
/// browsers and plain programs get pages.
pub fn prefers_markdown(headers: &HeaderMap) -> bool {
    let ranges = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let (mut markdown, mut html, mut text, mut any) = (None, None, None, None);
    for range in ranges.flat_map(|value| value.split(',')) {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let quality = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
        let quality =
            quality.map_or(Some(1.0), |text| text.parse::<f32>().ok()).unwrap_or(0.0).clamp(0.0, 1.0);
        match name.as_str() {
            "text/markdown" => markdown = Some(quality),
            "text/html" => html = Some(quality),
            "text/*" => text = Some(quality),
            "*/*" => any = Some(quality),
            _ => {}
        }
    }
    let html = html.or(text).or(any).unwrap_or(0.0);
    markdown.is_some_and(|markdown| markdown > 0.0 && markdown >= html)
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
}
