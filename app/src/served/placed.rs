//! The browser's half.
use super::{
    ahead::{address_of, fetch_ahead, page_at},
    region::{Region, fill, link_of},
};
use crate::{
    area::{self, READING},
    page_info::page_info,
    paths,
};
use leptos::{
    html,
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::{Document, Event, HtmlAnchorElement, HtmlDivElement, MouseEvent},
};
use leptos_meta::Title;
use leptos_router::hooks::use_url;
use std::{cell::Cell, time::Duration};

/// A pointer that stays so long over a link is likely to follow it.
const HOVERED: Duration = Duration::from_millis(40);

thread_local! {
    /// Whether the address changed because somebody went back or forward.
    static IN_HISTORY: Cell<bool> = const { Cell::new(false) };
    /// Whether another view of the same page was asked for, at the same place.
    static STAYS: Cell<bool> = const { Cell::new(false) };
    static LISTENS_TO_HISTORY: Cell<bool> = const { Cell::new(false) };
}

/// Holds the page that was read last, until the next one is there.
#[component]
pub fn Served() -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    let url = use_url();
    let title = RwSignal::new(own_title(&document().title()));
    let shown = StoredValue::new(None::<String>);
    Effect::new(move |_| {
        let Some(region) = element.get().map(Region::new) else { return };
        let address = {
            let url = url.read();
            if url.search().is_empty() {
                url.path().to_owned()
            } else {
                format!("{}?{}", url.path(), url.search())
            }
        };
        let before = shown.get_value();
        let (in_history, stays) = (IN_HISTORY.take(), STAYS.take());
        if before.as_deref() == Some(address.as_str()) {
            return;
        }
        shown.set_value(Some(address.clone()));
        if before.is_none() && !region.is_empty() {
            region.arrive();
            return;
        }
        if let Some(before) = before.filter(|_| !in_history) {
            region.remember_scroll(&before);
        }
        region.set_busy(true);
        spawn_local(async move {
            let page = page_at(&address).await;
            // Somebody went on meanwhile, or left for a page of another kind.
            if shown.try_get_value().flatten().as_ref() != Some(&address) {
                return;
            }
            let Some(page) = page.ok().filter(|page| region.take_from(page)) else {
                // The browser says best what is wrong.
                let _ = window().location().set_href(&address);
                return;
            };
            region.set_busy(false);
            title.set(own_title(&page.title()));
            if let Some(moved) = moved_to(&page, &address) {
                shown.set_value(Some(moved));
            }
            region.arrive();
            if in_history {
                region.restore_scroll(&address);
            } else if !stays {
                region.scroll_to_beginning();
            }
        });
    });
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            listen(&element);
        }
        listen_to_history();
    });
    view! {
        <Title text=title/>
        <div class="served" node_ref=element></div>
    }
}

/// The part of a document's title before the portal's name, which is added to every title.
fn own_title(title: &str) -> String {
    let name = page_info().portal_name;
    match title.strip_suffix(&name) {
        Some("") => String::new(),
        Some(own) => own.trim_end_matches(" · ").to_owned(),
        None => title.to_owned(),
    }
}

/// Where a redirect led, which the address bar then shows.
fn moved_to(page: &Document, asked: &str) -> Option<String> {
    let origin = window().location().origin().ok()?;
    let address = address_of(page)?.strip_prefix(&origin)?.to_owned();
    let moved = address.split('#').next().unwrap_or_default() != asked;
    if moved {
        let history = window().history().ok()?;
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address)).ok()?;
    }
    moved.then_some(address)
}

/// What can be done on such a page, for all of its elements at once.
fn listen(element: &HtmlDivElement) {
    let hovered = StoredValue::new(0_u32);
    let ahead = move |event: &Event, after: Duration| {
        let turn = hovered.try_update_value(|turn| {
            *turn += 1;
            *turn
        });
        let Some(address) = address_ahead(event) else { return };
        set_timeout(
            move || {
                if hovered.try_get_value() == turn {
                    fetch_ahead(&address);
                }
            },
            after,
        );
    };
    on(element, "pointerover", move |event| ahead(&event, HOVERED));
    on(element, "focusin", move |event| ahead(&event, HOVERED));
    on(element, "pointerdown", |event| {
        if let Some(address) = address_ahead(&event) {
            fetch_ahead(&address);
        }
    });
    on(element, "click", |event| {
        let plain = event.dyn_ref::<MouseEvent>().is_some_and(|event| event.button() == 0);
        if let Some(link) = link_of(&event).filter(|_| plain) {
            leave_scrolling_to_us(&link);
        }
    });
    on(element, "toggle", |event| {
        if let Some(details) = event.target().and_then(|target| target.dyn_into().ok()) {
            fill(details);
        }
    });
}

/// Where the link leads that an event happened on, if not here.
fn address_ahead(event: &Event) -> Option<String> {
    let location = window().location();
    let here = format!("{}{}", location.pathname().ok()?, location.search().ok()?);
    read_address(&link_of(event)?).filter(|address| *address != here)
}

/// The router scrolls at once, but the page comes a moment later.
fn leave_scrolling_to_us(link: &HtmlAnchorElement) {
    if read_address(link).is_none() {
        return;
    }
    let _ = link.set_attribute("noscroll", "");
    let location = window().location();
    let same_page = location.pathname().ok() == Some(link.pathname());
    // Another view of the same part of the page: who reads it stays where they are.
    if same_page && location.search().ok() != Some(link.search()) && !link.hash().is_empty() {
        link.set_hash("");
        STAYS.set(true);
    }
}

/// The address that a link leads to, if such a page is there.
fn read_address(link: &HtmlAnchorElement) -> Option<String> {
    let ours = window().location().origin().ok()? == link.origin();
    let elsewhere =
        link.has_attribute("download") || link.has_attribute("target") || link.rel().contains("external");
    let (path, search) = (link.pathname(), link.search());
    let own = path.strip_prefix(paths::base()).unwrap_or(&path);
    (ours && !elsewhere && area::has_page(READING, own)).then(|| format!("{path}{search}"))
}

/// Heard before the router, which listens to the same event.
fn listen_to_history() {
    if LISTENS_TO_HISTORY.replace(true) {
        return;
    }
    let moved = Closure::<dyn Fn()>::new(|| IN_HISTORY.set(true));
    let _ =
        window().add_event_listener_with_callback_and_bool("popstate", moved.as_ref().unchecked_ref(), true);
    moved.forget();
}

/// Heard before all others.
fn on(element: &HtmlDivElement, event: &str, act: impl Fn(Event) + 'static) {
    let act = Closure::<dyn Fn(Event)>::new(act);
    let _ = element.add_event_listener_with_callback_and_bool(event, act.as_ref().unchecked_ref(), true);
    // The element takes its listeners along.
    act.forget();
}
