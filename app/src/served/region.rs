//! The part of the page that is exchanged.
use super::ahead::page_at;
use leptos::{
    prelude::window,
    task::spawn_local,
    wasm_bindgen::JsCast,
    web_sys::{
        Document, Element, Event, FocusOptions, HtmlAnchorElement, HtmlDetailsElement, HtmlDivElement,
        HtmlElement,
    },
};
use std::{cell::RefCell, collections::HashMap};

/// Lists beside a page that are scrolled on their own.
const KEEPS_PLACE: &str = "[data-keeps-place]";
/// Lists of links that many pages have.
const STAYS: &str = "[data-stays]";
/// How a list marks where the reader is.
const CURRENT: &str = "aria-current";
/// Details whose content stands at the address of the link in them…
const ELSEWHERE: &str = "data-elsewhere";
/// …in this element.
const WHOLE: &str = "[data-whole]";

thread_local! {
    /// How far down pages were when they were left, by address.
    static LEFT_AT: RefCell<HashMap<String, f64>> = RefCell::new(HashMap::new());
}

#[derive(Clone)]
pub struct Region(HtmlDivElement);

impl Region {
    pub fn new(element: HtmlDivElement) -> Self {
        Self(element)
    }

    pub fn is_empty(&self) -> bool {
        self.0.child_element_count() == 0
    }

    pub fn set_busy(&self, busy: bool) {
        let _ = if busy {
            self.0.set_attribute("aria-busy", "true")
        } else {
            self.0.remove_attribute("aria-busy")
        };
    }

    /// Moves the region of another document here. False if it has none.
    pub fn take_from(&self, page: &Document) -> bool {
        let Some(theirs) = page.query_selector(".served").ok().flatten() else { return false };
        let focused = self.focused_link();
        if self.exchange_around_list(&theirs).is_none() {
            let place = self.list().map(|list| list.scroll_top());
            self.0.set_text_content(None);
            take_children(&self.0, &theirs);
            if let (Some(list), Some(place)) = (self.list(), place) {
                list.set_scroll_top(place);
            }
        }
        self.focus(focused.as_deref());
        true
    }

    /// Exchanges all but the list that stays, if theirs has the same links: it would only be laid out once more.
    fn exchange_around_list(&self, theirs: &Element) -> Option<()> {
        let list = |region: &Element| region.query_selector(STAYS).ok().flatten();
        let (ours, new) = (list(&self.0)?, list(theirs)?);
        let (outside, new_outside) = (levels(&ours, &self.0)?, levels(&new, theirs)?);
        let alike = outside.iter().map(Element::tag_name).eq(new_outside.iter().map(Element::tag_name));
        mark_current(&ours, &new);
        if !alike || !ours.is_equal_node(Some(&new)) {
            return None;
        }
        let (mut kept, mut same) = (ours, new);
        for (level, new_level) in outside.into_iter().zip(new_outside) {
            exchange_beside(&kept, &same);
            take_attributes(&level, &new_level);
            (kept, same) = (level, new_level);
        }
        exchange_beside(&kept, &same);
        Some(())
    }

    fn list(&self) -> Option<Element> {
        self.0.query_selector(KEEPS_PLACE).ok().flatten()
    }

    fn focused_link(&self) -> Option<String> {
        let focused = self.0.owner_document()?.active_element()?;
        self.0.contains(Some(&focused)).then(|| focused.get_attribute("href")).flatten()
    }

    /// The same link as before, so that whoever goes by keys through a list stays in it, or the page.
    fn focus(&self, link: Option<&str>) {
        let same = link.and_then(|href| link_to(&self.list()?, href)?.dyn_into::<HtmlElement>().ok());
        let main = || self.0.query_selector("main").ok().flatten()?.dyn_into().ok();
        if let Some(element) = same.or_else(main) {
            let quietly = FocusOptions::new();
            quietly.set_prevent_scroll(true);
            let _ = element.focus_with_options(&quietly);
        }
    }

    /// What is to be done once a page stands here.
    pub fn arrive(&self) {
        if let Some(list) = self.list() {
            show_current(&list);
        }
        // They may have been opened before anybody listened.
        let open = self.0.query_selector_all(&format!("details[{ELSEWHERE}][open]"));
        for at in 0..open.as_ref().map_or(0, |open| open.length()) {
            if let Some(details) = open.as_ref().ok().and_then(|open| open.get(at)?.dyn_into().ok()) {
                fill(details);
            }
        }
    }

    pub fn remember_scroll(&self, address: &str) {
        let down = window().scroll_y().unwrap_or_default();
        LEFT_AT.with_borrow_mut(|left| left.insert(address.to_owned(), down));
    }

    pub fn restore_scroll(&self, address: &str) {
        if let Some(down) = LEFT_AT.with_borrow(|left| left.get(address).copied()) {
            window().scroll_to_with_x_and_y(0.0, down);
        }
    }

    /// To what the address names, or to the top.
    pub fn scroll_to_beginning(&self) {
        let named = window().location().hash().ok().filter(|hash| hash.len() > 1);
        let named = named.and_then(|hash| self.0.owner_document()?.get_element_by_id(&hash[1..]));
        match named {
            Some(named) => named.scroll_into_view(),
            None => window().scroll_to_with_x_and_y(0.0, 0.0),
        }
    }
}

/// The link that an event happened on.
pub fn link_of(event: &Event) -> Option<HtmlAnchorElement> {
    let element: Element = event.target()?.dyn_into().ok()?;
    element.closest("a[href]").ok().flatten()?.dyn_into().ok()
}

/// Where a list is longer than the screen, what is being read is in sight.
fn show_current(list: &Element) {
    let Some(current) = list.query_selector("[aria-current=page]").ok().flatten() else { return };
    let (shown, whole) = (current.get_bounding_client_rect(), list.get_bounding_client_rect());
    if shown.top() < whole.top() || shown.bottom() > whole.bottom() {
        let middle = shown.top() - whole.top() - whole.height() / 2.0;
        #[expect(clippy::cast_possible_truncation, reason = "pixels")]
        list.set_scroll_top(list.scroll_top() + middle as i32);
    }
}

/// Fetches what the details hold, once, when they are opened.
pub fn fill(details: HtmlDetailsElement) {
    if !details.open() || !details.has_attribute(ELSEWHERE) {
        return;
    }
    let link: Option<HtmlAnchorElement> =
        details.query_selector("a[href]").ok().flatten().and_then(|link| link.dyn_into().ok());
    let Some(link) = link else { return };
    let _ = details.remove_attribute(ELSEWHERE);
    spawn_local(async move {
        let page = page_at(&format!("{}{}", link.pathname(), link.search())).await.ok();
        let whole = page.and_then(|page| page.query_selector(WHOLE).ok().flatten());
        match (whole, link.closest("p").ok().flatten()) {
            (Some(whole), Some(line)) => {
                line.remove();
                take_children(&details, &whole);
            }
            // The link is still there; opening again asks again.
            _ => {
                let _ = details.set_attribute(ELSEWHERE, "");
            }
        }
    });
}

/// The elements that an element stands in, below the outermost.
fn levels(element: &Element, outermost: &Element) -> Option<Vec<Element>> {
    let mut levels = Vec::new();
    let mut outside = element.parent_element()?;
    while outside != *outermost {
        let next = outside.parent_element()?;
        levels.push(outside);
        outside = next;
    }
    Some(levels)
}

/// Marks the link that another list marks.
fn mark_current(list: &Element, other: &Element) {
    let current = |list: &Element| list.query_selector("a[aria-current]").ok().flatten();
    if let Some(before) = current(list) {
        let _ = before.remove_attribute(CURRENT);
    }
    let marked =
        current(other).and_then(|link| Some((link.get_attribute("href")?, link.get_attribute(CURRENT)?)));
    if let Some((href, value)) = marked
        && let Some(link) = link_to(list, &href)
    {
        let _ = link.set_attribute(CURRENT, &value);
    }
}

fn link_to(list: &Element, href: &str) -> Option<Element> {
    let quoted = href.replace('\\', "\\\\").replace('"', "\\\"");
    list.query_selector(&format!("a[href=\"{quoted}\"]")).ok().flatten()
}

fn take_attributes(element: &Element, new: &Element) {
    let names = |element: &Element| {
        element.get_attribute_names().iter().filter_map(|name| name.as_string()).collect::<Vec<_>>()
    };
    for name in names(element) {
        if !new.has_attribute(&name) {
            let _ = element.remove_attribute(&name);
        }
    }
    for name in names(new) {
        let value = new.get_attribute(&name);
        if let Some(value) = value.filter(|value| element.get_attribute(&name).as_ref() != Some(value)) {
            let _ = element.set_attribute(&name, &value);
        }
    }
}

/// What stood before and after an element gives way to what stands before and after another.
fn exchange_beside(kept: &Element, same: &Element) {
    let Some(parent) = kept.parent_node() else { return };
    while let Some(old) = kept.previous_sibling() {
        let _ = parent.remove_child(&old);
    }
    while let Some(old) = kept.next_sibling() {
        let _ = parent.remove_child(&old);
    }
    while let Some(new) = same.parent_node().and_then(|theirs| theirs.first_child()) {
        if new == **same || parent.insert_before(&new, Some(kept)).is_err() {
            break;
        }
    }
    while let Some(new) = same.next_sibling() {
        if parent.append_child(&new).is_err() {
            break;
        }
    }
}

fn take_children(into: &Element, from: &Element) {
    while let Some(node) = from.first_child() {
        if into.append_child(&node).is_err() {
            return;
        }
    }
}
