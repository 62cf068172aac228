use leptos::prelude::*;

/// How far something long has come. Without a known end the bar runs.
#[component]
pub fn Progress(
    #[prop(into)] label: String,
    /// Percent done, if known.
    #[prop(optional, into)]
    percent: Signal<Option<u8>>,
    /// What is being done now, such as "1,204 of 4,310 operations".
    #[prop(optional, into)]
    detail: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="progress">
            <div class="progress__label">
                <span>{label.clone()}</span>
                <span aria-live="polite">{move || detail.get()}</span>
            </div>
            <progress
                class="progress__bar"
                max="100"
                value=move || percent.get().map(|percent| percent.min(100))
                aria-label=label
            ></progress>
        </div>
    }
}
