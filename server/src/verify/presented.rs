//! Which key or token a request brings.
use crate::secrets::KeyFormat;
use axum::http::{HeaderMap, HeaderName, header};

/// What the strategy's headers hold. Any other header is not looked at.
#[derive(Debug, PartialEq, Eq)]
pub enum Presented<'r> {
    Nothing,
    /// Refused without a look-up: the checksum is wrong.
    Malformed,
    /// Two different keys: nobody can say which one is meant.
    Conflict,
    Key(&'r str),
}

pub fn read<'r>(headers: &'r HeaderMap, names: &[HeaderName], format: &KeyFormat) -> Presented<'r> {
    let mut found: Option<&[u8]> = None;
    for value in names.iter().flat_map(|name| headers.get_all(name)) {
        let value = bare(value.as_bytes());
        match found {
            _ if value.is_empty() => {}
            Some(first) if first != value => return Presented::Conflict,
            _ => found = Some(value),
        }
    }
    match found.map(std::str::from_utf8) {
        None => Presented::Nothing,
        Some(Ok(key)) if format.accepts(key) => Presented::Key(key),
        Some(_) => Presented::Malformed,
    }
}

/// The bearer token of a request (RFC 6750). Other schemes are no tokens.
pub fn read_token(headers: &HeaderMap) -> Presented<'_> {
    let mut found: Option<&[u8]> = None;
    for value in headers.get_all(header::AUTHORIZATION) {
        let Some(token) = after_bearer(value.as_bytes().trim_ascii()).filter(|token| !token.is_empty())
        else {
            continue;
        };
        match found {
            Some(first) if first != token => return Presented::Conflict,
            _ => found = Some(token),
        }
    }
    match found.map(std::str::from_utf8) {
        None => Presented::Nothing,
        Some(Ok(token)) => Presented::Key(token),
        Some(Err(_)) => Presented::Malformed,
    }
}

/// Where a strategy uses `Authorization`, clients write `Bearer` before the key.
fn bare(value: &[u8]) -> &[u8] {
    let value = value.trim_ascii();
    after_bearer(value).unwrap_or(value)
}

fn after_bearer(value: &[u8]) -> Option<&[u8]> {
    let (scheme, rest) = value.split_at_checked(7)?;
    scheme.eq_ignore_ascii_case(b"bearer ").then(|| rest.trim_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_str(value).expect("a value"));
        }
        headers
    }

    #[test]
    fn one_key_in_the_strategys_headers_only() {
        let format = KeyFormat::new("ptk");
        let (one, two) = (format.generate(), format.generate());
        let names = [HeaderName::from_static("apikey"), HeaderName::from_static("authorization")];
        let read = |pairs: &[(&'static str, &str)]| match read(&headers(pairs), &names, &format) {
            Presented::Key(key) => key.to_owned(),
            other => format!("{other:?}"),
        };
        assert_eq!(read(&[("apikey", &one)]), one);
        assert_eq!(read(&[("authorization", &format!("Bearer {one}"))]), one);
        assert_eq!(read(&[("apikey", &one), ("authorization", &format!("bearer {one}"))]), one);
        assert_eq!(read(&[("apikey", &one), ("apikey", &two)]), "Conflict");
        assert_eq!(read(&[("apikey", &one), ("authorization", &two)]), "Conflict");
        assert_eq!(read(&[("x-other", &one)]), "Nothing");
        assert_eq!(read(&[("apikey", "")]), "Nothing");
        assert_eq!(read(&[("apikey", &one.replace("ptk_", "ptx_"))]), "Malformed");
        assert_eq!(read(&[("apikey", "Bearer")]), "Malformed");
    }

    #[test]
    fn one_bearer_token() {
        let read = |pairs: &[(&'static str, &str)]| match read_token(&headers(pairs)) {
            Presented::Key(token) => token.to_owned(),
            other => format!("{other:?}"),
        };
        assert_eq!(read(&[("authorization", "bearer  a.b.c ")]), "a.b.c");
        assert_eq!(read(&[("authorization", "Bearer a.b.c"), ("authorization", "Bearer a.b.c")]), "a.b.c");
        assert_eq!(read(&[("authorization", "Bearer a.b.c"), ("authorization", "Bearer x")]), "Conflict");
        for none in ["", "Bearer", "Bearer ", "Basic YTpi", "a.b.c"] {
            assert_eq!(read(&[("authorization", none)]), "Nothing", "{none}");
        }
        assert_eq!(read(&[("apikey", "Bearer a.b.c")]), "Nothing");
    }
}
