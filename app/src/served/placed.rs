//! The browser's half.
use super::{
    ahead::{address_of, fetch_ahead, page_at},
    region::{Region, fill, link_of},
};
use crate::{
    area::{self, READING},
    page_info::page_info,
    paths, window_title,
};
use leptos::{
    html,
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::{Document, Event, HtmlAnchorElement, HtmlDivElement, MouseEvent},
};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_url},
};
use std::{cell::Cell, time::Duration};

/// After this a page takes long, which is shown.
const SLOW: Duration = Duration::from_millis(200);
/// A pointer on its way that stays so long over a link is likely to follow it.
const HOVERED: Duration = Duration::from_millis(40);
/// A pointer that has met no link for so long, in milliseconds, is not on its way over a list of them.
const STILL: f64 = 150.0;

thread_local! {
    /// Whether the address changed because somebody went back or forward.
    static IN_HISTORY: Cell<bool> = const { Cell::new(false) };
}

/// Holds the page that was read last, until the next one is there.
#[component]
pub fn Served() -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    let url = use_url();
    let navigate = use_navigate();
    let place = Place::new();
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
        let in_history = IN_HISTORY.take();
        let before = place.asked.get_value();
        if before.as_deref() == Some(address.as_str()) {
            return;
        }
        if before.is_none() && !region.is_empty() {
            place.stands(&address);
            region.arrive();
            return;
        }
        let came = if in_history { Came::Back } else { Came::Anew };
        place.go(region, address.clone(), came, move |arrived| {
            if arrived != address {
                replace_address(arrived);
            }
        });
    });
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            listen(&element, place, &navigate);
        }
    });
    view! {
        <Title text=place.title/>
        <div class="served" node_ref=element></div>
    }
}

/// How somebody comes to a page, which decides what of it they see first.
#[derive(Clone, Copy, PartialEq)]
enum Came {
    Anew,
    Back,
    /// To another view of what they read.
    Staying,
}

/// Where pages stand.
#[derive(Clone, Copy)]
struct Place {
    /// The address of the page that was asked for last, which stands here or is on its way.
    asked: StoredValue<Option<String>>,
    /// The address of the page that stands here.
    shown: StoredValue<Option<String>>,
    title: RwSignal<String>,
}

impl Place {
    fn new() -> Self {
        Self {
            asked: StoredValue::new(None),
            shown: StoredValue::new(None),
            title: RwSignal::new(own_title(&document())),
        }
    }

    fn stands(self, address: &str) {
        self.asked.set_value(Some(address.to_owned()));
        self.shown.set_value(Some(address.to_owned()));
    }

    /// Brings the page at an address here. Once it is there, `tell` hears where redirects led.
    fn go(self, region: Region, address: String, came: Came, tell: impl FnOnce(&str) + 'static) {
        self.asked.set_value(Some(address.clone()));
        if let Some(before) = self.shown.get_value().filter(|_| came != Came::Back) {
            region.remember_scroll(&before);
        }
        let busy = {
            let region = region.clone();
            set_timeout_with_handle(move || region.set_busy(true), SLOW).ok()
        };
        spawn_local(async move {
            let page = page_at(&address).await;
            if let Some(busy) = busy {
                busy.clear();
            }
            // Somebody went on meanwhile, or left for a page of another kind.
            if self.asked.try_get_value().flatten().as_ref() != Some(&address) {
                return;
            }
            let Some(page) = page.ok().filter(|page| region.take_from(page)) else {
                // The browser says best what is wrong.
                let _ = window().location().set_href(&address);
                return;
            };
            region.set_busy(false);
            let arrived = address_of(&page).unwrap_or(address);
            self.stands(arrived.split('#').next().unwrap_or_default());
            tell(&arrived);
            self.title.set(own_title(&page));
            region.arrive();
            match came {
                Came::Anew => region.scroll_to_beginning(),
                Came::Back => region.restore_scroll(&arrived),
                Came::Staying => {}
            }
        });
    }
}

fn own_title(page: &Document) -> String {
    window_title::own(&page.title(), &page_info().portal_name)
}

fn replace_address(address: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
}

/// What a pointer, or the focus, meets on its way.
#[derive(Clone, Copy)]
struct Pointer {
    /// Raised whenever it does something else: what was meant to be fetched before is not.
    turn: StoredValue<u32>,
    /// When it met a link last, in milliseconds of the browser's clock.
    met: StoredValue<f64>,
}

impl Pointer {
    fn new() -> Self {
        Self { turn: StoredValue::new(0), met: StoredValue::new(0.0) }
    }

    fn turns(self) -> u32 {
        self.turn.update_value(|turn| *turn += 1);
        self.turn.get_value()
    }

    /// The first link after a while is fetched at once, one of many where the pointer stays.
    fn meets(self, event: &Event) {
        let turn = self.turns();
        let Some(address) = address_ahead(event) else { return };
        let (now, before) = (event.time_stamp(), self.met.get_value());
        self.met.set_value(now);
        if now - before > STILL {
            fetch_ahead(&address);
            return;
        }
        let fetch = move || {
            if self.turn.try_get_value() == Some(turn) {
                fetch_ahead(&address);
            }
        };
        set_timeout(fetch, HOVERED);
    }
}

/// What can be done on such a page, for all of its elements at once.
fn listen(
    element: &HtmlDivElement,
    place: Place,
    navigate: &(impl Fn(&str, NavigateOptions) + Clone + 'static),
) {
    let pointer = Pointer::new();
    on(element, "pointerover", move |event| pointer.meets(&event));
    on(element, "focusin", move |event| pointer.meets(&event));
    on(element, "pointerdown", move |event| {
        pointer.turns();
        if let Some(address) = address_ahead(&event) {
            fetch_ahead(&address);
        }
    });
    let (region, navigate) = (Region::new(element.clone()), navigate.clone());
    on(element, "click", move |event| {
        let Some((address, link)) = followed(&event) else { return };
        event.prevent_default();
        pointer.turns();
        let same_path = window().location().pathname().ok() == Some(link.pathname());
        // Another view of the same part of the page: who reads it stays where they are.
        let came = if same_path && !link.hash().is_empty() { Came::Staying } else { Came::Anew };
        let hash = if came == Came::Staying { String::new() } else { link.hash() };
        let navigate = navigate.clone();
        // The address changes with the page, as it does where a browser follows a link.
        place.go(region.clone(), address, came, move |arrived| {
            let options = NavigateOptions { resolve: false, scroll: false, ..Default::default() };
            navigate(&format!("{arrived}{hash}"), options);
        });
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

/// The link that a click follows to another such page in this window.
fn followed(event: &Event) -> Option<(String, HtmlAnchorElement)> {
    let click = event.dyn_ref::<MouseEvent>()?;
    let elsewhere = click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
    let plain = click.button() == 0 && !elsewhere && !event.default_prevented();
    Some((address_ahead(event)?, link_of(event)?)).filter(|_| plain)
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

/// Called before the router listens to the same event, so that this is heard first.
pub fn listen_to_history() {
    // A page of another kind may have come back before; a click leads on from there.
    for (event, is_history) in [("popstate", true), ("click", false)] {
        let moved = Closure::<dyn Fn()>::new(move || IN_HISTORY.set(is_history));
        let listener = moved.as_ref().unchecked_ref();
        let _ = window().add_event_listener_with_callback_and_bool(event, listener, true);
        moved.forget();
    }
}

/// Heard before all others.
fn on(element: &HtmlDivElement, event: &str, act: impl Fn(Event) + 'static) {
    let act = Closure::<dyn Fn(Event)>::new(act);
    let _ = element.add_event_listener_with_callback_and_bool(event, act.as_ref().unchecked_ref(), true);
    // The element takes its listeners along.
    act.forget();
}
