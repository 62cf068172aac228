use leptos::prelude::*;

/// The place of what is being fetched.
#[component]
pub fn Skeleton(#[prop(default = 3)] lines: u8) -> impl IntoView {
    let lines = (0..lines).map(|_| view! { <div class="skeleton__line"></div> }).collect_view();
    view! {
        <div class="skeleton" role="status" aria-label="Loading">
            {lines}
        </div>
    }
}
