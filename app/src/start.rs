//! What the browser's half does before and after it takes over the page.
pub use crate::served::listen_to_history;

use crate::paths;
use leptos::{prelude::*, server_fn::client::set_server_url};

/// The server wrote the base path into the document; links and server functions need it.
pub fn take_over_base_path() {
    let base =
        document().document_element().and_then(|html| html.get_attribute("data-base")).unwrap_or_default();
    paths::set_base(&base);
    if !paths::base().is_empty() {
        set_server_url(paths::base());
    }
}

/// Marks the document, so that styles and tests know that buttons act in place.
pub fn tell_that_hydration_is_done() {
    request_animation_frame(|| {
        if let Some(html) = document().document_element() {
            let _ = html.set_attribute("data-hydrated", "");
        }
    });
}
