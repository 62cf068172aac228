//! From bytes to a tree, whichever syntax the bytes are in.

use super::builder::Builder;
use super::limits::{MAX_BYTES, MAX_RELAXED_JSON};
use super::message::Messages;
use super::node::Node;
use super::refused::Refused;
use super::{json, yaml};

pub fn read(bytes: &[u8], messages: &mut Messages) -> Result<Node, Refused> {
    let text = decode(bytes)?;
    if !text.trim_start().starts_with(['{', '[']) {
        return yaml::read(text, Builder::new(messages));
    }
    match json::read(text, Builder::new(messages)) {
        Err(refused @ Refused::Syntax { .. }) if text.len() <= MAX_RELAXED_JSON => {
            yaml::read(text, Builder::new(messages)).map_err(|_| refused)
        }
        result => result,
    }
}

/// OpenAPI documents are UTF-8 (RFC 8259 §8.1); a byte order mark is tolerated.
fn decode(bytes: &[u8]) -> Result<&str, Refused> {
    if bytes.len() > MAX_BYTES {
        return Err(Refused::TooLarge { bytes: bytes.len() });
    }
    let line_of = |end: usize| 1 + line_breaks(&bytes[..end]);
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Refused::NotUtf8 { line: line_of(error.valid_up_to()) })?;
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return Err(Refused::NulByte { line: line_of(at) });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() { Err(Refused::Empty) } else { Ok(text) }
}

fn line_breaks(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| u32::from(byte == b'\n')).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_quietly(text: &str) -> Result<Node, Refused> {
        read(text.as_bytes(), &mut Messages::default())
    }

    #[test]
    fn names_line_and_column_of_a_syntax_error() {
        let refused = read_quietly("{\n  \"openapi\": \"3.1.0\"\n  \"info\": {}\n}").unwrap_err();
        assert_eq!((refused.line(), refused.column()), (Some(3), Some(3)));
        let refused = read_quietly("openapi: 3.1.0\ninfo:\n\ttitle: Pets\n").unwrap_err();
        assert_eq!(refused.line(), Some(3));
    }

    #[test]
    fn accepts_a_byte_order_mark_and_comments_in_json() {
        let node = read_quietly("\u{feff}{\"a\": [1, 2,],} # note").unwrap();
        assert_eq!(node.items("a").len(), 2);
    }

    #[test]
    fn refuses_what_is_not_utf8_text() {
        assert_eq!(
            read(b"a: 1\nb: \xff", &mut Messages::default()).unwrap_err(),
            Refused::NotUtf8 { line: 2 }
        );
        assert_eq!(read_quietly("a: \0").unwrap_err(), Refused::NulByte { line: 1 });
        assert_eq!(read_quietly(" \n").unwrap_err(), Refused::Empty);
    }
}
