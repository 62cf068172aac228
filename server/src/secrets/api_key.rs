use super::{BASE62, random_text};

/// Every key has 32 characters, whatever its prefix.
pub const LENGTH: usize = 32;
pub(super) const CHECKSUM: usize = 6;

/// How this installation's API keys look: prefix, `_`, random base62, and the CRC-32 of all that in
/// six base62 digits. With the default prefix `ptk` that is `ptk_` + 22 (131 bits) + 6. The checksum
/// refuses typing errors without a look-up and lets scanners find leaked keys by their shape.
#[derive(Debug, Clone)]
pub struct KeyFormat {
    prefix: String,
}

impl KeyFormat {
    /// `prefix` without the underscore, as configured.
    pub fn new(prefix: &str) -> Self {
        Self { prefix: format!("{prefix}_") }
    }

    /// The prefix with its underscore.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    pub fn generate(&self) -> String {
        let body = format!("{}{}", self.prefix, random_text(LENGTH - CHECKSUM - self.prefix.len()));
        with_checksum(body)
    }

    /// Whether this can be a key of this installation at all.
    pub fn accepts(&self, key: &str) -> bool {
        key.len() == LENGTH
            && key.is_ascii()
            && key.starts_with(&self.prefix)
            && key.as_bytes()[self.prefix.len()..].iter().all(u8::is_ascii_alphanumeric)
            && checksum(&key[..LENGTH - CHECKSUM]) == key.as_bytes()[LENGTH - CHECKSUM..]
    }
}

pub(super) fn with_checksum(mut body: String) -> String {
    body.extend(checksum(&body).map(char::from));
    body
}

pub(super) fn checksum(body: &str) -> [u8; CHECKSUM] {
    let mut rest = crc32fast::hash(body.as_bytes()) as usize;
    let mut digits = [b'0'; CHECKSUM];
    for digit in digits.iter_mut().rev() {
        *digit = BASE62[rest % BASE62.len()];
        rest /= BASE62.len();
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_32_characters_and_are_recognised() {
        for prefix in ["ptk", "a", "abcdefgh"] {
            let format = KeyFormat::new(prefix);
            let key = format.generate();
            assert_eq!(key.len(), 32);
            assert!(key.starts_with(&format!("{prefix}_")));
            assert!(format.accepts(&key));
            assert_ne!(key, format.generate());
        }
    }

    #[test]
    fn one_wrong_character_is_refused() {
        let format = KeyFormat::new("ptk");
        let key = format.generate();
        for place in 4..LENGTH {
            let mut typo = key.clone().into_bytes();
            typo[place] = if typo[place] == b'x' { b'y' } else { b'x' };
            assert!(!format.accepts(&String::from_utf8(typo).unwrap()));
        }
        assert!(!format.accepts(&key[..31]));
        assert!(!format.accepts("ptk_ümläut"));
    }

    #[test]
    fn checksum_is_the_crc32_in_base62() {
        // CRC-32 of "123456789" is 0xCBF43926 = 3421780262.
        assert_eq!(&checksum("123456789"), b"3jZRME");
    }
}
