//! How the portal's secrets look. All of them end in a checksum, so what is found is one.
use crate::secrets::{
    ACCESS_TOKEN_PREFIX, API_KEY_LENGTH, GATEWAY_TOKEN_PREFIX, KeyFormat, TOKEN_LENGTH, is_token,
};
use std::io::{self, Read};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    ApiKey,
    AccessToken,
    GatewayToken,
}

impl Kind {
    pub fn label(self) -> &'static str {
        match self {
            Self::ApiKey => "API key",
            Self::AccessToken => "access token",
            Self::GatewayToken => "gateway token",
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::ApiKey => "credential",
            Self::AccessToken => "access_token",
            Self::GatewayToken => "gateway",
        }
    }
}

/// Finds secrets of one installation: API keys begin with its own prefix, tokens with that of every portal.
#[derive(Debug, Clone)]
pub struct Finder {
    keys: KeyFormat,
}

/// The file holds no text, and was not looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotText;

/// As git does: a zero byte within so many means that a file is no text.
const LOOKED_AT: usize = 8_000;
/// Bytes that are in memory at once.
const CHUNK: usize = 1 << 20;

impl Finder {
    pub fn new(keys: KeyFormat) -> Self {
        Self { keys }
    }

    /// What this secret is, if it is one of ours.
    pub fn kind(&self, secret: &str) -> Option<Kind> {
        if self.keys.accepts(secret) {
            Some(Kind::ApiKey)
        } else if is_token(ACCESS_TOKEN_PREFIX, secret) {
            Some(Kind::AccessToken)
        } else if is_token(GATEWAY_TOKEN_PREFIX, secret) {
            Some(Kind::GatewayToken)
        } else {
            None
        }
    }

    /// Tells each secret with the number of its line, from 1. However long lines and files are, only a
    /// megabyte of them is held.
    pub fn look_through(
        &self,
        mut text: impl Read,
        mut found: impl FnMut(usize, Kind, &str),
    ) -> io::Result<Result<(), NotText>> {
        let mut buffer = Vec::new();
        let mut line = 1;
        let mut begins = true;
        loop {
            let read = text.by_ref().take(CHUNK as u64).read_to_end(&mut buffer)?;
            if begins && buffer.iter().take(LOOKED_AT).any(|byte| *byte == 0) {
                return Ok(Err(NotText));
            }
            begins = false;
            // What begins in the last bytes may go on in the next ones.
            let ends = if read == 0 { buffer.len() } else { buffer.len().saturating_sub(self.longest() - 1) };
            let mut counted = 0;
            for (at, kind, secret) in self.all_in(&buffer, ends) {
                line += newlines(&buffer[counted..at]);
                counted = at;
                found(line, kind, secret);
            }
            if read == 0 {
                return Ok(Ok(()));
            }
            line += newlines(&buffer[counted.min(ends)..ends]);
            buffer.drain(..ends);
        }
    }

    fn longest(&self) -> usize {
        API_KEY_LENGTH.max(ACCESS_TOKEN_PREFIX.len().max(GATEWAY_TOKEN_PREFIX.len()) + TOKEN_LENGTH)
    }

    /// Those that begin before `ends`, in their order.
    fn all_in<'t>(&self, text: &'t [u8], ends: usize) -> impl Iterator<Item = (usize, Kind, &'t str)> {
        let forms = [
            (self.keys.prefix(), API_KEY_LENGTH),
            (ACCESS_TOKEN_PREFIX, ACCESS_TOKEN_PREFIX.len() + TOKEN_LENGTH),
            (GATEWAY_TOKEN_PREFIX, GATEWAY_TOKEN_PREFIX.len() + TOKEN_LENGTH),
        ];
        // Every prefix ends in an underscore, which is rarer than any letter.
        let places = text.iter().enumerate().filter(|(_, byte)| **byte == b'_').map(|(at, _)| at + 1);
        places.filter_map(move |at| {
            forms.iter().find_map(|(prefix, length)| {
                let start = at.checked_sub(prefix.len()).filter(|start| *start < ends)?;
                let secret =
                    text.get(start..start + length).filter(|_| text[..at].ends_with(prefix.as_bytes()))?;
                let secret = std::str::from_utf8(secret).ok()?;
                self.kind(secret).map(|kind| (start, kind, secret))
            })
        })
    }
}

fn newlines(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::random_token;

    fn found_in(text: &[u8]) -> Vec<(usize, Kind, String)> {
        let mut all = Vec::new();
        let finder = Finder::new(KeyFormat::new("ptk"));
        let looked =
            finder.look_through(text, |line, kind, secret| all.push((line, kind, secret.to_owned())));
        looked.expect("bytes can be read").expect("text");
        all
    }

    #[test]
    fn every_kind_is_found_with_its_line() {
        let key = KeyFormat::new("ptk").generate();
        let (token, gateway) = (random_token(ACCESS_TOKEN_PREFIX), random_token(GATEWAY_TOKEN_PREFIX));
        let text = format!("a\nkey=\"{key}\" {token}\n\nurl?x_y={gateway}&z\n");
        assert_eq!(
            found_in(text.as_bytes()),
            [(2, Kind::ApiKey, key), (2, Kind::AccessToken, token), (4, Kind::GatewayToken, gateway)]
        );
    }

    #[test]
    fn what_only_looks_alike_is_not_found() {
        let mut key = KeyFormat::new("ptk").generate().into_bytes();
        key[10] = if key[10] == b'a' { b'b' } else { b'a' };
        let other = KeyFormat::new("acme").generate();
        let text = format!("{} {other} ptk_ pta_short", String::from_utf8(key).expect("text"));
        assert_eq!(found_in(text.as_bytes()), []);
    }

    #[test]
    fn the_border_of_two_pieces_hides_nothing_and_doubles_nothing() {
        let key = KeyFormat::new("ptk").generate();
        for before in
            [CHUNK - 60, CHUNK - 33, CHUNK - 32, CHUNK - 31, CHUNK - 4, CHUNK - 1, CHUNK, 2 * CHUNK - 16]
        {
            let mut text = vec![b'\n'; before];
            text.extend_from_slice(key.as_bytes());
            assert_eq!(found_in(&text), [(before + 1, Kind::ApiKey, key.clone())], "{before}");
        }
    }

    #[test]
    fn files_that_hold_no_text_are_left_alone() {
        let finder = Finder::new(KeyFormat::new("ptk"));
        let looked = finder.look_through(&b"\x7fELF\0\0"[..], |_, _, _| panic!("nothing is found"));
        assert_eq!(looked.expect("bytes can be read"), Err(NotText));
    }
}
