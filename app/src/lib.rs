//! What the portal is and shows.
pub mod ui;

use leptos::prelude::*;

#[component]
pub fn App() -> impl IntoView {
    view! { <h1>"Portico"</h1> }
}
