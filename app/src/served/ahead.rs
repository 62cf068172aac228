//! Pages that are fetched before they are asked for: as soon as it looks as if they will be.
use js_sys::Promise;
use leptos::{
    prelude::{set_timeout, window},
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{Document, DomParser, Response, SupportedType},
};
use std::{cell::RefCell, time::Duration};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// So old may a page be that is shown.
const FRESH_FOR: Duration = Duration::from_secs(10);

/// Where the document came from in the end, on its root.
const ADDRESS: &str = "data-address";

thread_local! {
    /// The address, and the document on its way.
    static AHEAD: RefCell<Option<(String, Promise)>> = const { RefCell::new(None) };
}

/// Begins to fetch a page.
pub fn fetch_ahead(address: &str) {
    let known = AHEAD.with_borrow(|ahead| ahead.as_ref().is_some_and(|(known, _)| known == address));
    if known {
        return;
    }
    AHEAD.set(Some((address.to_owned(), ask(address))));
    let address = address.to_owned();
    let forget = move || {
        AHEAD.with_borrow_mut(|ahead| {
            if ahead.as_ref().is_some_and(|(known, _)| *known == address) {
                *ahead = None;
            }
        });
    };
    set_timeout(forget, FRESH_FOR);
}

/// The page at an address, as the server wrote it. Each document is given out once: its nodes move.
///
/// # Errors
/// Fails if the server cannot be reached.
pub async fn page_at(address: &str) -> Result<Document, JsValue> {
    let ready = AHEAD.take().filter(|(known, _)| known == address);
    let document = ready.map_or_else(|| ask(address), |(_, document)| document);
    Ok(JsFuture::from(document).await?.unchecked_into())
}

/// Where redirects led, at this portal.
pub fn address_of(document: &Document) -> Option<String> {
    let origin = window().location().origin().ok()?;
    Some(document.document_element()?.get_attribute(ADDRESS)?.strip_prefix(&origin)?.to_owned())
}

fn ask(address: &str) -> Promise {
    let response = window().fetch_with_str(address);
    future_to_promise(async move {
        let response: Response = JsFuture::from(response).await?.unchecked_into();
        let address = response.url();
        let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
        let document = DomParser::new()?.parse_from_string(&text, SupportedType::TextHtml)?;
        if let Some(root) = document.document_element() {
            root.set_attribute(ADDRESS, &address)?;
        }
        Ok(document.into())
    })
}
