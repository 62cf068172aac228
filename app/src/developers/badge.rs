use super::model::DeveloperStatus;
use crate::ui::{Avatar, StatusBadge, Tone};
use leptos::prelude::*;

/// Where a developer stands, in a word and a colour.
#[component]
pub fn DeveloperBadge(status: DeveloperStatus) -> impl IntoView {
    let tone = match status {
        DeveloperStatus::Unconfirmed => Tone::Neutral,
        DeveloperStatus::Pending => Tone::Warning,
        DeveloperStatus::Approved => Tone::Success,
        DeveloperStatus::Rejected | DeveloperStatus::Revoked => Tone::Danger,
    };
    view! { <StatusBadge status=status.as_str() tone label=status.label()/> }
}

/// A person in a line: avatar, name (a link where there is a page), address.
#[component]
pub fn Person(
    #[prop(into)] full_name: String,
    #[prop(into)] email: String,
    #[prop(optional, into)] href: Option<String>,
) -> impl IntoView {
    let name = match href {
        Some(href) => view! { <a class="person__name" href=href>{full_name.clone()}</a> }.into_any(),
        None => view! { <span class="person__name">{full_name.clone()}</span> }.into_any(),
    };
    view! {
        <span class="person">
            <Avatar name=full_name/>
            <span>{name} <span class="person__email">{email}</span></span>
        </span>
    }
}
