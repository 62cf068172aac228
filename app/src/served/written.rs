//! The server's half.
use crate::area::{self, READING};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_url;

/// The page at the address. What it loads is not sent along: nothing takes it over.
#[component]
pub fn Served() -> impl IntoView {
    let context = Owner::current_shared_context();
    let hydrates = |on: bool| {
        if let Some(context) = &context {
            context.set_is_hydrating(on);
        }
    };
    hydrates(false);
    let page = area::show_at(READING, use_url().read_untracked().path());
    hydrates(true);
    // Beside the title's place that the browser's half has.
    view! {
        <Title/>
        <div class="served">{page}</div>
    }
}
