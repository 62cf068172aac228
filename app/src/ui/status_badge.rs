use leptos::prelude::*;

use super::Tone;

/// A status in one word. `status` is the machine's word, for styles and tests: `[data-status=…]`.
#[component]
pub fn StatusBadge(#[prop(into)] status: String, tone: Tone, #[prop(into)] label: String) -> impl IntoView {
    view! {
        <span class=format!("status-badge status-badge--{}", tone.name()) data-status=status>
            {label}
        </span>
    }
}

/// A small fact in a frame, such as a version, a label or a scope.
#[component]
pub fn Tag(
    /// For what machines read.
    #[prop(optional)]
    mono: bool,
    children: Children,
) -> impl IntoView {
    view! { <span class=if mono { "tag tag--mono" } else { "tag" }>{children()}</span> }
}

/// How many there are, beside a word. With `attention` it asks to be looked at.
#[component]
pub fn Count(
    count: u64,
    /// What is counted, for screen readers: "3 waiting".
    #[prop(optional, into)]
    label: Option<String>,
    #[prop(optional)] attention: bool,
) -> impl IntoView {
    view! {
        <span class=if attention { "count count--attention" } else { "count" }>
            {count} {label.map(|label| view! { <span class="visually-hidden">" " {label}</span> })}
        </span>
    }
}
