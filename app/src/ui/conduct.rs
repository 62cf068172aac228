//! How elements behave wherever they stand, in pages that the browser has the code of and in those that
//! it only shows: one listener for all of them.
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::{Element, Event, FormData, HtmlFormElement, UrlSearchParams},
};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use std::time::Duration;

const COPIED_FOR: Duration = Duration::from_secs(2);

/// Listens from now on. Called once, within the router.
pub fn conduct() {
    if window().is_secure_context()
        && let Some(root) = document().document_element()
    {
        let _ = root.set_attribute("data-copies", "");
    }
    let copying = window_event_listener(ev::click, |event| copy(&event));
    let navigate = use_navigate();
    let asking = window_event_listener(ev::submit, move |event| {
        if let Some(address) = asked_address(&event) {
            event.prevent_default();
            // The address is whole already; resolving it would add the base path once more.
            navigate(&address, NavigateOptions { resolve: false, ..Default::default() });
        }
    });
    on_cleanup(move || {
        copying.remove();
        asking.remove();
    });
}

fn asked_address(event: &Event) -> Option<String> {
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    if event.default_prevented() || !form.has_attribute("data-query") {
        return None;
    }
    let filled_in = FormData::new_with_form(&form).ok()?;
    let query = UrlSearchParams::new_with_str_sequence_sequence(&filled_in).ok()?;
    Some(format!("{}?{}", form.get_attribute("action")?, String::from(query.to_string())))
}

/// Says that it has copied only once the browser has: it may refuse.
fn copy(event: &Event) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(button) = target.and_then(|target| target.closest(".copy-button").ok().flatten()) else {
        return;
    };
    let Some(text) = text_of(&button) else { return };
    let done = Closure::once(move |_: JsValue| {
        tell(&button, true);
        set_timeout(move || tell(&button, false), COPIED_FOR);
    });
    let refused = Closure::once(|_: JsValue| {});
    let _ = window().navigator().clipboard().write_text(&text).then2(&done, &refused);
    done.forget();
    refused.forget();
}

fn text_of(button: &Element) -> Option<String> {
    let own = button.get_attribute("data-copy").filter(|text| !text.is_empty());
    own.or_else(|| button.closest(".code-block").ok()??.query_selector("code").ok()??.text_content())
}

fn tell(button: &Element, copied: bool) {
    let _ = if copied {
        button.set_attribute("data-copied", "true")
    } else {
        button.remove_attribute("data-copied")
    };
    if let Some(label) = button.query_selector(".copy-button__label").ok().flatten() {
        label.set_text_content(Some(if copied { "Copied" } else { "Copy" }));
    }
}
