//! What a picture in a document is, decided by its content and never by its name. SVG is not among
//! them: it can carry scripts and styles.
use app::error::PortalError;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Png,
    Jpeg,
    Gif,
    WebP,
    Avif,
}

impl Kind {
    pub fn of(bytes: &[u8]) -> Result<Self, PortalError> {
        let at = |from: usize, mark: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(mark));
        if at(0, b"\x89PNG\r\n\x1a\n") {
            Ok(Self::Png)
        } else if at(0, b"\xff\xd8\xff") {
            Ok(Self::Jpeg)
        } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
            Ok(Self::Gif)
        } else if at(0, b"RIFF") && at(8, b"WEBP") {
            Ok(Self::WebP)
        } else if at(4, b"ftypavif") || at(4, b"ftypavis") {
            Ok(Self::Avif)
        } else {
            Err(PortalError::field("file", "A PNG, JPEG, GIF, WebP or AVIF image, please."))
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Avif => "image/avif",
        }
    }

    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Gif => "gif",
            Self::WebP => "webp",
            Self::Avif => "avif",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn content_decides() {
        let cases: [(&[u8], Kind); 6] = [
            (b"\x89PNG\r\n\x1a\n....", Kind::Png),
            (b"\xff\xd8\xff\xe0", Kind::Jpeg),
            (b"GIF89a", Kind::Gif),
            (b"GIF87a", Kind::Gif),
            (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Kind::WebP),
            (b"\x00\x00\x00\x20ftypavif", Kind::Avif),
        ];
        for (bytes, kind) in cases {
            assert_eq!(Kind::of(bytes).unwrap(), kind);
        }
        let others: [&[u8]; 6] = [
            b"",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"<html>",
            b"RIFF0000WAVE",
            b"PNG",
            b"%PDF-1.7",
        ];
        for other in others {
            assert!(Kind::of(other).is_err());
        }
    }
}
