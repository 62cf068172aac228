use leptos::prelude::*;

use super::{Icon, IconName};

/// Nothing here yet: what would be here, why one would want it, and the way to the first one.
#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    #[prop(optional)] icon: Option<IconName>,
    #[prop(optional, into)] action: Option<ViewFnOnce>,
    /// The explanation, in `<p>`s.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            {icon
                .map(|name| {
                    view! {
                        <span class="empty-state__icon">
                            <Icon name large=true />
                        </span>
                    }
                })}
            <h2 class="empty-state__title">{title}</h2>
            <div class="empty-state__text">{children()}</div>
            {action.map(|action| view! { <div class="empty-state__action">{action.run()}</div> })}
        </div>
    }
}
