use chrono::{DateTime, Utc};
use leptos::prelude::*;

/// A moment: "21 Nov 2026, 10:42 UTC".
#[component]
pub fn Time(
    at: DateTime<Utc>,
    /// Only the day: "21 Nov 2026".
    #[prop(optional)]
    day: bool,
) -> impl IntoView {
    let text = if day { day_text(at) } else { moment_text(at) };
    view! { <time class="nowrap" datetime=at.format("%Y-%m-%dT%H:%M:%SZ").to_string()>{text}</time> }
}

/// "21 Nov 2026, 10:42 UTC", for sentences that are built as text.
pub fn moment_text(at: DateTime<Utc>) -> String {
    at.format("%-d %b %Y, %H:%M UTC").to_string()
}

/// "21 Nov 2026".
pub fn day_text(at: DateTime<Utc>) -> String {
    at.format("%-d %b %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_name_their_zone() {
        let at = DateTime::from_timestamp(1_795_257_720, 0).expect("in range");
        assert_eq!(moment_text(at), "21 Nov 2026, 10:42 UTC");
        assert_eq!(day_text(at), "21 Nov 2026");
    }
}
