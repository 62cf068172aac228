//! Keys for who decides often. They work while the focus is within the list, so that they cannot
//! surprise anybody elsewhere; without WASM, Tab and Enter do the same.
use leptos::{ev::KeyboardEvent, wasm_bindgen::JsCast, web_sys};

const ITEM: &str = ".inbox-item";
const LINK: &str = ".inbox-item__title a";

pub fn on_key(event: KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return;
    };
    let Some(item) = target.closest(ITEM).ok().flatten() else { return };
    let done = match event.key().as_str() {
        "j" => focus_link(item.next_element_sibling()),
        "k" => focus_link(item.previous_element_sibling()),
        "x" => click(&item, ".inbox-item__check"),
        "a" => click(&item, "button[data-verdict=approve]"),
        "r" => reject(&item),
        _ => false,
    };
    if done {
        event.prevent_default();
    }
}

fn focus_link(item: Option<web_sys::Element>) -> bool {
    item.is_some_and(|item| focus(&item, LINK))
}

fn click(item: &web_sys::Element, selector: &str) -> bool {
    let Some(element) = find(item, selector) else { return false };
    element.click();
    true
}

/// Ticks it and leads to the reason, which rejecting needs.
fn reject(item: &web_sys::Element) -> bool {
    let Some(checkbox) = find(item, ".inbox-item__check") else { return false };
    if let Some(input) = checkbox.dyn_ref::<web_sys::HtmlInputElement>() {
        input.set_checked(true);
    }
    let form = item.closest("form").ok().flatten();
    form.is_some_and(|form| focus(&form, "[name=reason]"))
}

fn focus(within: &web_sys::Element, selector: &str) -> bool {
    find(within, selector).is_some_and(|element| element.focus().is_ok())
}

fn find(within: &web_sys::Element, selector: &str) -> Option<web_sys::HtmlElement> {
    within.query_selector(selector).ok().flatten()?.dyn_into().ok()
}
