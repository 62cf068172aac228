//! Every address of the portal as a function, under the configurable base path.
mod access;
mod accounts;
mod admin;
mod applications;
mod programs;
mod publishing;
mod reading;
mod teams;

pub use access::*;
pub use accounts::*;
pub use admin::*;
pub use applications::*;
pub use programs::*;
pub use publishing::*;
pub use reading::*;
pub use teams::*;

use std::sync::OnceLock;

static BASE: OnceLock<&'static str> = OnceLock::new();

/// Sets the base path (empty, or such as `/developers`) once, before the first page.
pub fn set_base(base: &str) {
    let trimmed = base.trim_end_matches('/');
    BASE.get_or_init(|| Box::leak(trimmed.to_owned().into_boxed_str()));
}

pub fn base() -> &'static str {
    BASE.get().copied().unwrap_or_default()
}

fn at(path: &str) -> String {
    format!("{}{path}", base())
}

/// One path segment, percent-encoded where a name is not a slug.
pub fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn with_query(mut path: String, pairs: &[(&str, &str)]) -> String {
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        path.push(if path.contains('?') { '&' } else { '?' });
        path.push_str(name);
        path.push('=');
        path.push_str(&segment(value));
    }
    path
}

/// The text, if it is an address of this portal: no other site, and no trick that leads to one.
pub fn own(path: &str) -> Option<&str> {
    let rest = path.strip_prefix(base())?;
    let inner = rest.starts_with('/') && !rest.starts_with("//");
    (inner && !path.contains(['\\', '\n', '\r', '\t']) && !path.chars().any(char::is_control)).then_some(path)
}
