use leptos::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LightState {
    /// Nothing has arrived yet.
    #[default]
    Waiting,
    /// It has been seen working.
    Live,
    /// It would be refused now.
    Blocked,
}

impl LightState {
    const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Live => "live",
            Self::Blocked => "blocked",
        }
    }
}

/// A light with a sentence, for something that starts to work while one looks on.
#[component]
pub fn StatusLight(
    #[prop(into)] state: Signal<LightState>,
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] text: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <div class="status-light" data-state=move || state.get().name() role="status">
            <span class="status-light__lamp" aria-hidden="true"></span>
            <span>
                <span class="status-light__title">{move || title.get()}</span>
                {move || text.get().map(|text| view! { <span class="status-light__text">{text}</span> })}
            </span>
        </div>
    }
}
