//! Removes custom sections from a WebAssembly module.

use anyhow::{Context, Result, ensure};

const HEADER: &[u8] = b"\0asm\x01\0\0\0";
const CUSTOM_SECTION: u8 = 0;

/// Names, producers and other custom sections only serve tools; a browser never looks at them, and they are a
/// third of the download.
pub fn custom_sections(module: &[u8]) -> Result<Vec<u8>> {
    let mut rest = module.strip_prefix(HEADER).context("not a WebAssembly module")?;
    let mut kept = HEADER.to_vec();
    while let Some((&id, after_id)) = rest.split_first() {
        let (length, body) = read_length(after_id)?;
        ensure!(length <= body.len(), "a section ends after the end of the module");
        let section_end = rest.len() - (body.len() - length);
        if id != CUSTOM_SECTION {
            kept.extend_from_slice(&rest[..section_end]);
        }
        rest = &rest[section_end..];
    }
    Ok(kept)
}

/// Reads an unsigned LEB128 number and returns it with the bytes that follow.
fn read_length(bytes: &[u8]) -> Result<(usize, &[u8])> {
    let mut value = 0usize;
    for (index, &byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Ok((value, &bytes[index + 1..]));
        }
    }
    anyhow::bail!("a section's length is malformed")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(sections: &[&[u8]]) -> Vec<u8> {
        [HEADER, &sections.concat()].concat()
    }

    #[test]
    fn keeps_everything_but_custom_sections() {
        let code = [&[10, 0x82, 0x00], b"ok".as_slice()].concat();
        let name = [&[CUSTOM_SECTION, 5, 4], b"name".as_slice()].concat();
        assert_eq!(custom_sections(&module(&[&name, &code, &name])).unwrap(), module(&[&code]));
    }

    #[test]
    fn refuses_what_is_cut_short() {
        assert!(custom_sections(b"text").is_err());
        assert!(custom_sections(&module(&[&[10, 9, 1]])).is_err());
        assert!(custom_sections(&module(&[&[10, 0x80]])).is_err());
    }
}
