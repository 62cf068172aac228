//! What the upstream learns about a call that was let through.
use super::{Facts, OwnerFacts, Permit};
use axum::http::{HeaderMap, HeaderName, HeaderValue};

const APPLICATION: HeaderName = HeaderName::from_static("x-portal-application");
const APPLICATION_ID: HeaderName = HeaderName::from_static("x-portal-application-id");
const REFERENCE_ID: HeaderName = HeaderName::from_static("x-portal-reference-id");
const DEVELOPER: HeaderName = HeaderName::from_static("x-portal-developer");
const CREDENTIAL: HeaderName = HeaderName::from_static("x-portal-credential");
const REGISTRATION: HeaderName = HeaderName::from_static("x-portal-registration");
const VERSION: HeaderName = HeaderName::from_static("x-portal-version");

/// Every identity header; each verdict that lets a call through carries all of them, also when
/// empty, so that a gateway always overwrites what the client made up.
pub const HEADERS: [HeaderName; 7] =
    [APPLICATION, APPLICATION_ID, REFERENCE_ID, DEVELOPER, CREDENTIAL, REGISTRATION, VERSION];

/// Whether a client's header is, or could be taken for, one of the portal's own: `X_Portal_Developer`
/// and `X-Portal-Developer` are the same variable to a CGI-like upstream.
pub fn is_identity_name(name: &str) -> bool {
    let own = b"x-portal-";
    name.len() >= own.len()
        && name.bytes().zip(own).all(|(is, wanted)| {
            let is = if is == b'_' { b'-' } else { is.to_ascii_lowercase() };
            is == *wanted
        })
}

pub fn headers(facts: &Facts, permit: &Permit) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(HEADERS.len() + 2);
    let mut set = |name: HeaderName, value: String| {
        headers.insert(name, HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static("")));
    };
    if let Some(caller) = &facts.caller {
        set(APPLICATION, visible(&caller.application_name));
        set(APPLICATION_ID, caller.application_id.to_string());
        set(REFERENCE_ID, visible(&caller.reference_id));
        // Empty for a team: no single developer answers for the call.
        if let OwnerFacts::Developer { id, .. } = caller.owner {
            set(DEVELOPER, id.to_string());
        }
    }
    if let Some(credential) = permit.credential_id {
        set(CREDENTIAL, credential.to_string());
    }
    set(REGISTRATION, permit.registration_id.to_string());
    set(VERSION, permit.version_id.to_string());
    for name in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(""));
    }
    headers
}

/// Header values are ASCII: everything else, and `%` itself, is percent-encoded (UTF-8).
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.trim().bytes() {
        match byte {
            b' '..=b'~' if byte != b'%' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_readable_or_encoded() {
        assert_eq!(visible("Storm watch (beta)"), "Storm watch (beta)");
        assert_eq!(visible("Überwetter 100%"), "%C3%9Cberwetter 100%25");
        assert_eq!(visible("a\r\nX-Evil: 1"), "a%0D%0AX-Evil: 1");
    }

    #[test]
    fn underscore_twins_are_recognised() {
        for name in ["x-portal-developer", "X_Portal_Developer", "x-portal_anything", "X-PORTAL-"] {
            assert!(is_identity_name(name), "{name}");
        }
        for name in ["x-portal", "x-porta1-developer", "apikey", "y-x-portal-a"] {
            assert!(!is_identity_name(name), "{name}");
        }
    }
}
