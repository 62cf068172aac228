use leptos::prelude::*;

/// Rendered Markdown. The HTML must have been sanitised on the server; it goes in as it is.
#[component]
pub fn Prose(
    #[prop(into)] sanitised_html: String,
    /// The size of the text around it.
    #[prop(optional)]
    compact: bool,
) -> impl IntoView {
    view! {
        <div class=if compact { "prose prose--compact" } else { "prose" } inner_html=sanitised_html></div>
    }
}
