//! Names as they stand in addresses.
use super::NAME_MAX;
use crate::error::Checks;

/// Words of the portal's own addresses.
pub const RESERVED_PRODUCT_SLUGS: [&str; 1] = ["new"];
pub const RESERVED_VERSION_SLUGS: [&str; 5] = ["latest", "docs", "icon", "images", "new"];

/// Empty is allowed: it is then made from the name.
pub fn check_slug(checks: &mut Checks, field: &str, slug: &str) {
    let word = slug.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    checks.require(word, field, "Letters, digits, - and _ only.");
    checks.require(slug.len() <= NAME_MAX, field, "At most 255 characters.");
}

/// A slug made from free text: "Weather & Tides v2.0" becomes `weather-tides-v2-0`.
pub fn slugify(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() || c == '_' {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(NAME_MAX);
    slug.trim_matches('-').to_owned()
}

/// The address form of a version's name: dots are kept, so that `1.0` stays `1.0`.
pub fn slugify_version(name: &str) -> String {
    let mut slug = String::new();
    for c in name.trim().chars() {
        if c.is_ascii_alphanumeric() || c == '.' || c == '_' {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(NAME_MAX);
    slug.trim_matches(['-', '.']).to_owned()
}
