//! Where a span stands: `traceparent` of W3C Trace Context, section 3.2.
use axum::http::HeaderMap;
use rand::Rng;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    pub trace: u128,
    pub span: u64,
    /// The span of whoever called.
    pub parent: Option<u64>,
}

impl Context {
    /// Within the caller's trace, and whether that is kept.
    pub fn of_caller(headers: &HeaderMap) -> Option<(Self, bool)> {
        let (trace, parent, flags) = read(headers.get("traceparent")?.to_str().ok()?)?;
        Some((Self { trace, span: number(), parent: Some(parent) }, flags & 1 == 1))
    }

    /// The first span of a trace.
    pub fn fresh() -> Self {
        Self { trace: rand::rng().random_range(1..=u128::MAX), span: number(), parent: None }
    }
}

/// Zero is no id.
fn number() -> u64 {
    rand::rng().random_range(1..=u64::MAX)
}

/// "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01". Later versions may say more at the end.
fn read(text: &str) -> Option<(u128, u64, u8)> {
    let mut parts = text.trim().split('-');
    let (version, trace, parent, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let lengths = [version.len(), trace.len(), parent.len(), flags.len()];
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    let well_formed = lengths == [2, 32, 16, 2]
        && [version, trace, parent, flags].into_iter().all(digits)
        && version != "ff"
        && (version != "00" || parts.next().is_none());
    if !well_formed {
        return None;
    }
    let trace = u128::from_str_radix(trace, 16).ok().filter(|trace| *trace != 0)?;
    let parent = u64::from_str_radix(parent, 16).ok().filter(|parent| *parent != 0)?;
    Some((trace, parent, u8::from_str_radix(flags, 16).ok()?))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn only_well_formed_parents_count() {
        let good = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assert_eq!(read(good), Some((0x4bf92f3577b34da6a3ce929d0e0e4736, 0x00f067aa0ba902b7, 1)));
        assert!(read("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00-more").is_some());
        for bad in [
            "",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
