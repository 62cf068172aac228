//! JSON (RFC 8259) to a tree.
//!
//! `serde_json` tells neither the line of a value nor how a number was spelt, refuses numbers beyond a double and
//! lone surrogates (both occur in examples), and does not notice repeated keys; hence a reader of our own.

use super::builder::Builder;
use super::node::{Node, Value};
use super::number;
use super::refused::Refused;

pub fn read(text: &str, builder: Builder<'_>) -> Result<Node, Refused> {
    let mut reader = Reader { text, at: 0, line: 1, line_start: 0, builder, unescaped: String::new() };
    reader.value()?;
    reader.skip_blanks();
    match reader.peek() {
        Some(_) => Err(reader.problem("there is more text after the end")),
        None => reader.builder.finish().ok_or(Refused::Empty),
    }
}

struct Reader<'t, 'm> {
    text: &'t str,
    at: usize,
    line: u32,
    line_start: usize,
    builder: Builder<'m>,
    /// Reused for every string that has escapes.
    unescaped: String,
}

impl<'t> Reader<'t, '_> {
    /// Recursion ends where the builder refuses to open one more level.
    fn value(&mut self) -> Result<(), Refused> {
        self.skip_blanks();
        match self.peek() {
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b'"') => {
                let line = self.line;
                let text = self.string()?;
                self.builder.text(line, text.unwrap_or(&self.unescaped)).map(drop)
            }
            Some(b't') => self.literal("true", Value::Bool(true)),
            Some(b'f') => self.literal("false", Value::Bool(false)),
            Some(b'n') => self.literal("null", Value::Null),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => Err(self.problem("a value is expected here")),
            None => Err(self.problem("the text ends in the middle")),
        }
    }

    fn object(&mut self) -> Result<(), Refused> {
        self.builder.begin_object(self.line)?;
        self.at += 1;
        if !self.skip_to(b'}') {
            loop {
                self.member()?;
                if self.ends_with(b'}', "`,` or `}` is expected here")? {
                    break;
                }
            }
        }
        self.builder.end();
        Ok(())
    }

    fn member(&mut self) -> Result<(), Refused> {
        self.skip_blanks();
        if self.peek() != Some(b'"') {
            return Err(self.problem("a key in double quotes is expected here"));
        }
        let line = self.line;
        let key = self.string()?;
        self.builder.key(line, key.unwrap_or(&self.unescaped))?;
        if !self.skip_to(b':') {
            return Err(self.problem("`:` is expected here"));
        }
        self.value()
    }

    fn array(&mut self) -> Result<(), Refused> {
        self.builder.begin_array(self.line)?;
        self.at += 1;
        if !self.skip_to(b']') {
            loop {
                self.value()?;
                if self.ends_with(b']', "`,` or `]` is expected here")? {
                    break;
                }
            }
        }
        self.builder.end();
        Ok(())
    }

    /// After an item: whether the closing bracket follows, or a comma.
    fn ends_with(&mut self, close: u8, expected: &str) -> Result<bool, Refused> {
        if self.skip_to(b',') {
            return Ok(false);
        }
        if self.skip_to(close) { Ok(true) } else { Err(self.problem(expected)) }
    }

    fn literal(&mut self, word: &str, value: Value) -> Result<(), Refused> {
        if !self.text[self.at..].starts_with(word) {
            return Err(self.problem("a value is expected here"));
        }
        self.at += word.len();
        self.builder.scalar(self.line, value).map(drop)
    }

    fn number(&mut self) -> Result<(), Refused> {
        let rest = &self.text[self.at..];
        let end =
            rest.find(|c: char| !matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E')).unwrap_or(rest.len());
        if !number::is_json(&rest[..end]) {
            return Err(self.problem("this is not a number"));
        }
        self.builder.scalar(self.line, number::value(&rest[..end]))?;
        self.at += end;
        Ok(())
    }

    /// Reads a string. `None`: it has escapes, and stands in `self.unescaped`.
    fn string(&mut self) -> Result<Option<&'t str>, Refused> {
        self.at += 1;
        let start = self.at;
        self.plain_run();
        if self.peek() == Some(b'"') {
            self.at += 1;
            return Ok(Some(&self.text[start..self.at - 1]));
        }
        self.unescaped.clear();
        self.unescaped.push_str(&self.text[start..self.at]);
        let mut is_clean = true;
        loop {
            match self.peek() {
                Some(b'"') => break self.at += 1,
                Some(b'\\') => self.escape()?,
                Some(byte) => {
                    self.control_character(byte);
                    is_clean = false;
                }
                None => return Err(self.problem("a string has no closing quote")),
            }
            let start = self.at;
            self.plain_run();
            self.unescaped.push_str(&self.text[start..self.at]);
        }
        if !is_clean {
            self.builder
                .warn(self.line, "A string contains a line break or tab that is not escaped.".to_owned());
        }
        Ok(None)
    }

    fn plain_run(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let special = |&byte: &u8| byte == b'"' || byte == b'\\' || byte < 0x20;
        self.at += rest.iter().position(special).unwrap_or(rest.len());
    }

    fn escape(&mut self) -> Result<(), Refused> {
        let escaped = match self.text.as_bytes().get(self.at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.problem("this escape is unknown")),
        };
        self.at += 2;
        self.unescaped.push(escaped);
        Ok(())
    }

    /// `\u00e9`, or a surrogate pair. Half a pair becomes U+FFFD, as browsers show it.
    fn unicode_escape(&mut self) -> Result<(), Refused> {
        let first =
            self.code_unit(self.at).ok_or_else(|| self.problem("`\\u` needs four hexadecimal digits"))?;
        let pair = [first, self.code_unit(self.at + 6).unwrap_or_default()];
        let is_pair = matches!(pair, [0xd800..=0xdbff, 0xdc00..=0xdfff]);
        let units = if is_pair { &pair[..] } else { &pair[..1] };
        self.unescaped.extend(
            char::decode_utf16(units.iter().copied()).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)),
        );
        self.at += 6 * units.len();
        Ok(())
    }

    fn code_unit(&self, at: usize) -> Option<u16> {
        let digits = self.text.get(at..at + 6)?.strip_prefix("\\u")?;
        if digits.starts_with('+') { None } else { u16::from_str_radix(digits, 16).ok() }
    }

    /// Line breaks and tabs inside strings are forbidden, and happen.
    fn control_character(&mut self, byte: u8) {
        self.unescaped.push(char::from(byte));
        self.at += 1;
        self.count_line(byte);
    }

    fn skip_to(&mut self, byte: u8) -> bool {
        self.skip_blanks();
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn skip_blanks(&mut self) {
        while let Some(byte @ (b' ' | b'\n' | b'\r' | b'\t')) = self.peek() {
            self.at += 1;
            self.count_line(byte);
        }
    }

    fn count_line(&mut self, byte: u8) {
        if byte == b'\n' {
            self.line += 1;
            self.line_start = self.at;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn problem(&self, problem: &str) -> Refused {
        let before = self.text.get(self.line_start..self.at).unwrap_or_default().chars().count();
        let column = u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1);
        Refused::Syntax { syntax: "JSON", problem: problem.to_owned(), line: self.line, column }
    }
}

#[cfg(test)]
mod tests {
    use super::super::message::Messages;
    use super::*;

    fn text_of(json: &str) -> String {
        let mut messages = Messages::default();
        read(json, Builder::new(&mut messages)).unwrap().as_unquoted().unwrap().to_owned()
    }

    #[test]
    fn reads_escapes() {
        assert_eq!(text_of(r#""a\n\"\u00e9\ud83d\ude00\/""#), "a\n\"é😀/");
        assert_eq!(text_of(r#""\ud83d!\ude00\u0000""#), "\u{fffd}!\u{fffd}\u{fffd}");
        assert_eq!(text_of("\"tab\there\""), "tab\there");
    }

    #[test]
    fn keeps_the_spelling_of_numbers() {
        assert_eq!(text_of("1.10"), "1.10");
        assert_eq!(text_of("1e999"), "1e999");
    }

    #[test]
    fn the_last_of_equal_keys_counts() {
        let mut messages = Messages::default();
        let node = read("{\"a\": {\"b\": \"1\",\n\"b\": \"2\"}}", Builder::new(&mut messages)).unwrap();
        assert_eq!(node.get("a").unwrap().text("b"), Some("2"));
        let message = &messages.finish()[0];
        assert_eq!((message.line, message.pointer.as_str()), (Some(2), "#/a"));
    }

    #[test]
    fn refuses_text_that_is_not_json() {
        for text in ["{", "[1,]", "{\"a\" 1}", "\"open", "01", "1.", "tru", "{} {}", "\"\\x\"", "\"\\u12\""] {
            let mut messages = Messages::default();
            assert!(matches!(read(text, Builder::new(&mut messages)), Err(Refused::Syntax { .. })), "{text}");
        }
    }
}
