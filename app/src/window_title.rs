//! What the window is called: the page's own title, and the portal's name after it.
const BETWEEN: &str = " · ";

pub fn whole(own: &str, portal: &str) -> String {
    if own.is_empty() { portal.to_owned() } else { format!("{own}{BETWEEN}{portal}") }
}

/// The page's own part of a title.
#[cfg(not(feature = "ssr"))]
pub fn own(title: &str, portal: &str) -> String {
    match title.strip_suffix(portal) {
        Some("") => String::new(),
        Some(own) => own.trim_end_matches(BETWEEN).to_owned(),
        None => title.to_owned(),
    }
}

/// Until a page says what it is called, the window is called as before.
#[cfg(not(feature = "ssr"))]
pub fn standing(portal: &str) -> String {
    own(&leptos::prelude::document().title(), portal)
}

#[cfg(feature = "ssr")]
pub fn standing(_portal: &str) -> String {
    String::new()
}
