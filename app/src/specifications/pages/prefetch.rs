//! Operations that are fetched before they are asked for: as soon as the pointer is over their link.
use super::Place;
use crate::{
    error::PortalError,
    specifications::{OperationView, read_operation},
};
use leptos::{ev::PointerEvent, wasm_bindgen::JsCast, web_sys::Element};
use std::cell::RefCell;

/// Everything that the view of an operation depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub product: String,
    pub version: String,
    pub operation: String,
    pub language: Option<String>,
    pub application: Option<String>,
}

impl Wanted {
    async fn read(self) -> Result<OperationView, PortalError> {
        read_operation(self.product, self.version, self.operation, self.language, self.application).await
    }
}

thread_local! {
    /// What the pointer was over last, and what came of it. On the server it stays empty.
    static AHEAD: RefCell<Option<(Wanted, Option<OperationView>)>> = const { RefCell::new(None) };
}

/// The operation, from before where it is there already. It is used once, so that it is not stale.
pub async fn read(wanted: Wanted) -> Result<OperationView, PortalError> {
    let ready = AHEAD.with_borrow_mut(|ahead| match ahead {
        Some((known, view)) if *known == wanted => view.take(),
        _ => None,
    });
    match ready {
        Some(view) => Ok(view),
        None => wanted.read().await,
    }
}

/// For the element around links that carry `data-operation`.
pub fn prefetch(place: &Place) -> impl Fn(PointerEvent) + use<> {
    let place = place.clone();
    move |event| {
        let link = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|element| element.closest("a[data-operation]").ok().flatten());
        if let Some(operation) = link.and_then(|link| link.get_attribute("data-operation")) {
            fetch(place.wanted(operation));
        }
    }
}

fn fetch(wanted: Wanted) {
    let known = AHEAD.with_borrow(|ahead| ahead.as_ref().is_some_and(|(known, _)| *known == wanted));
    if known {
        return;
    }
    AHEAD.set(Some((wanted.clone(), None)));
    leptos::task::spawn_local(async move {
        let view = wanted.clone().read().await.ok();
        AHEAD.with_borrow_mut(|ahead| {
            if let Some((known, slot)) = ahead
                && *known == wanted
            {
                *slot = view;
            }
        });
    });
}
