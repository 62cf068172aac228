use leptos::prelude::*;

use super::{Icon, IconName, Tone};

/// A message in the page: what happened, what it means, what to do.
///
/// `alert` makes a screen reader say it at once; use it for the outcome of what was just done.
#[component]
pub fn Notice(
    #[prop(default = Tone::Info)] tone: Tone,
    #[prop(optional, into)] title: Option<String>,
    #[prop(optional)] alert: bool,
    /// A button or link at the end.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let role = match (alert, tone) {
        (false, _) => None,
        (true, Tone::Danger | Tone::Warning) => Some("alert"),
        (true, _) => Some("status"),
    };
    let icon = match tone {
        Tone::Neutral | Tone::Info => IconName::Info,
        Tone::Success => IconName::CheckCircle,
        Tone::Warning => IconName::Alert,
        Tone::Danger => IconName::Stop,
    };
    view! {
        <div class=format!("notice notice--{}", tone.name()) role=role>
            <Icon name=icon />
            <div class="notice__body">
                {title.map(|title| view! { <p class="notice__title">{title}</p> })}
                {children.map(|children| view! { <div class="notice__text">{children()}</div> })}
            </div>
            {actions.map(|actions| view! { <div class="notice__actions">{actions.run()}</div> })}
        </div>
    }
}
