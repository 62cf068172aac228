//! Content hashes.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Eighty bits: no accidental twin in any site's lifetime, and short in a URL.
const BYTES: usize = 10;

/// A hash of `parts`, in lower-case hexadecimal. Each part counts on its own: moving bytes from one to the next
/// changes the result.
pub fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().iter().take(BYTES).fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn tells_parts_apart() {
        assert_eq!(of([b"ab".as_slice()]).len(), 20);
        assert_ne!(of([b"ab".as_slice(), b"c"]), of([b"a".as_slice(), b"bc"]));
    }
}
