//! What an icon is, decided by its content and never by its name.
use app::catalog::ICON_MAX_BYTES;
use app::error::PortalError;

/// The media type of a PNG, JPEG or SVG; other content is refused.
pub fn media_type(bytes: &[u8]) -> Result<&'static str, PortalError> {
    if bytes.len() > ICON_MAX_BYTES {
        return Err(PortalError::field("icon", "At most 500 KB."));
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok("image/png")
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Ok("image/jpeg")
    } else if is_svg(bytes) {
        Ok("image/svg+xml")
    } else {
        Err(PortalError::field("icon", "A PNG, JPEG or SVG image, please."))
    }
}

/// UTF-8 text whose first element is `svg`, after comments, declarations and white space.
fn is_svg(bytes: &[u8]) -> bool {
    let Ok(mut rest) = std::str::from_utf8(bytes) else { return false };
    rest = rest.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = match rest {
            r if r.starts_with("<svg") => return r[4..].starts_with([' ', '\t', '\r', '\n', '>', '/']),
            r if r.starts_with("<!--") => "-->",
            r if r.starts_with("<?") || r.starts_with("<!DOCTYPE") => ">",
            _ => return false,
        };
        let Some(at) = rest.find(end) else { return false };
        rest = rest[at + end.len()..].trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        assert_eq!(media_type(b"\x89PNG\r\n\x1a\n....").unwrap(), "image/png");
        assert_eq!(media_type(b"\xff\xd8\xff\xe0").unwrap(), "image/jpeg");
        let svg = b"<?xml version='1.0'?>\n<!-- made by hand -->\n<svg xmlns='http://www.w3.org/2000/svg'/>";
        assert_eq!(media_type(svg).unwrap(), "image/svg+xml");
        for other in [&b"<html><svg></svg></html>"[..], b"GIF89a", b"", b"<svgx>", b"<!-- <svg>"] {
            assert!(media_type(other).is_err());
        }
        assert!(media_type(&vec![0x89; ICON_MAX_BYTES + 1]).is_err());
    }
}
