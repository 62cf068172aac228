//! Documents as they are kept: compressed, since GitHub's 12 MB of text are 1 MB that way.
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use std::io::{self, Read, Write};

/// Blocking: some 10 MB of JSON take 0.1 s.
pub fn compress(source: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(4));
    encoder.write_all(source)?;
    encoder.finish()
}

pub fn decompress(compressed: &[u8]) -> io::Result<Vec<u8>> {
    let mut source = Vec::new();
    GzDecoder::new(compressed).read_to_end(&mut source)?;
    Ok(source)
}

/// JSON begins with a brace; everything else that was accepted is YAML.
pub fn media_type(source: &[u8]) -> &'static str {
    let first = source.iter().find(|byte| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(byte));
    if first == Some(&b'{') { "application/json" } else { "application/yaml" }
}
