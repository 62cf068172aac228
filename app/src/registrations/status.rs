use super::model::RegistrationStatus;
use crate::ui::{StatusBadge, Tone};
use leptos::prelude::*;

#[component]
pub fn RegistrationBadge(status: RegistrationStatus) -> impl IntoView {
    let tone = match status {
        RegistrationStatus::Pending => Tone::Warning,
        RegistrationStatus::Approved => Tone::Success,
        RegistrationStatus::Rejected | RegistrationStatus::Revoked => Tone::Danger,
    };
    view! { <StatusBadge status=status.as_str() tone label=status.label()/> }
}
