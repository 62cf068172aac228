use crate::time::{Timestamp, exact};
/// For sentences that are built as text.
pub use crate::time::{readable as moment_text, readable_date as day_text};
use leptos::prelude::*;

/// A moment: "21 Nov 2026, 10:42 UTC".
#[component]
pub fn Time(
    at: Timestamp,
    /// Only the day: "21 Nov 2026".
    #[prop(optional)]
    day: bool,
) -> impl IntoView {
    let text = if day { day_text(at) } else { moment_text(at) };
    view! { <time class="nowrap" datetime=exact(at)>{text}</time> }
}
